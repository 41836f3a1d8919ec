//! An [`Account`](recount_model::Account) as outputs: JSON, one HTML page, terminal text; a [`Discovery`](recount_model::Discovery) as tables.
//! Writes only: it decides nothing, computes no figure and reads no file. Offsets leave the program as Unicode code points, enums as the words of the formats.

pub mod html;
pub mod json;
pub mod ruling;
pub mod schema;
pub mod table;
pub mod terminal;

mod descent;
mod lead;
mod names;
mod passage;
mod wording;
