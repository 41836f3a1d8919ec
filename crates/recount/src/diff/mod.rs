//! What changed between two accounts, and why: reports that came and went, claims read otherwise, rulings, and for each question the
//! figures and testimonies that moved with the changes they rest on. Both accounts are taken in their JSON form, so that one that was
//! published years ago can be compared with the one of today.

mod causes;
mod compare;
mod view;

pub use compare::{AccountChange, Moved, QuestionChange, TestimonyChange, compare};
pub use view::{AccountView, ClaimView, QuestionView, ReportView, RulingView, TestimonyView, read_account};
