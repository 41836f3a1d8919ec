//! The body of the file of a syntax model ([`crate::model_file`]): the network's weights, quantised, and the tables of the lemmatizer.
//!
//! Little-endian throughout. In order:
//!
//! | bytes | what |
//! |---|---|
//! | 5 × 4 | rows of the embeddings, numbers of an embedding, cells of the recurrence in each direction, cells of the parser, bytes of the lemmatizer's part; the inputs of every layer are a multiple of 32 |
//! | 4 | unit of the embeddings: a number of a row is byte × the row's scale × unit (32-bit float) |
//! | rows | scale of each row, a byte |
//! | rows × numbers | the embeddings, signed bytes |
//! | | seven layers: window, first, second, tagger, slots, actions, relations; each a 32-bit float of scale for each output, one of bias for each, and a signed byte for each weight, output by output |
//! | | what stands for the root and for no word: 4 × cells 32-bit floats |
//! | | rows of the parser's state: 32-bit float of scale, signed bytes |
//! | | the lemmatizer's part (see `lemma`) |

use super::arithmetic::{BLOCK, Matrix};
use super::features::{ROWS_OF_STATE, SLOTS, STATE_VALUES};
use super::labels::{Relation, Upos};
use super::lemma::Lemmas;
use crate::model_file::{Frame, HEAD_BYTES, ModelError};
use std::borrow::Cow;

/// The frame of a syntax model.
pub const FRAME: Frame = Frame { model: "syntax model", magic: b"RCSYNTAX", version: 2 };

/// A network for tags and trees with a lemmatizer. The embedded one takes a few megabytes, loads in one pass over them,
/// and reads about a megabyte of text a second on one core (`docs/measurements.md`).
#[derive(Debug, Clone)]
pub struct Model {
    pub(super) table: usize,
    pub(super) embed: usize,
    pub(super) hidden: usize,
    pub(super) parser: usize,
    pub(super) unit: f32,
    pub(super) row_scales: Cow<'static, [u8]>,
    pub(super) embeddings: Cow<'static, [u8]>,
    pub(super) window: Matrix,
    pub(super) first: Matrix,
    pub(super) second: Matrix,
    pub(super) tagger: Matrix,
    pub(super) slots: Matrix,
    pub(super) actions: Matrix,
    pub(super) relations: Matrix,
    pub(super) special: Vec<f32>,
    pub(super) state: Vec<f32>,
    pub(super) lemmas: Lemmas,
}

impl Model {
    /// Reads a model. Embedded bytes are not copied.
    ///
    /// # Errors
    ///
    /// Bytes that are no model, of another version, cut off or damaged.
    pub fn read(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, ModelError> {
        let bytes = bytes.into();
        let reader = Reader { bytes: FRAME.body(&bytes)?, at: 0 };
        let (mut model, rest, places) = Self::parts(reader).ok_or_else(|| FRAME.wrong("sizes"))?;
        model.lemmas = Lemmas::read(&rest).ok_or_else(|| FRAME.wrong("lemmas"))?;
        let [scales, embeddings] = places.map(|part| part.start + HEAD_BYTES..part.end + HEAD_BYTES);
        (model.row_scales, model.embeddings) = match bytes {
            Cow::Borrowed(bytes) => (Cow::Borrowed(&bytes[scales]), Cow::Borrowed(&bytes[embeddings])),
            Cow::Owned(bytes) => (Cow::Owned(bytes[scales].to_vec()), Cow::Owned(bytes[embeddings].to_vec())),
        };
        Ok(model)
    }

    /// The layers, the lemmatizer's bytes, and where in the body the scales of rows and the embeddings stand.
    #[allow(clippy::type_complexity, reason = "used once, just above")]
    fn parts(mut reader: Reader<'_>) -> Option<(Self, Vec<u8>, [std::ops::Range<usize>; 2])> {
        const GREATEST: usize = 1 << 20;
        let mut size = || Some(reader.number()? as usize).filter(|&n| n <= GREATEST << 3);
        let (table, embed, hidden, parser, lemmas) = (size()?, size()?, size()?, size()?, size()?);
        let small = |n: usize| (1..=1024).contains(&n) && n.is_multiple_of(BLOCK);
        if !table.is_power_of_two() || table > GREATEST || ![embed, 2 * hidden, parser].into_iter().all(small)
        {
            return None;
        }
        let unit = reader.float()?;
        let scales = reader.at..reader.at + table;
        reader.take(table)?;
        let embeddings = reader.at..reader.at + table * embed;
        reader.take(table * embed)?;
        let width = 2 * hidden;
        let model = Self {
            table,
            embed,
            hidden,
            parser,
            unit,
            row_scales: Cow::Borrowed(&[]),
            embeddings: Cow::Borrowed(&[]),
            window: reader.matrix(3 * embed, embed)?,
            first: reader.matrix(embed, 6 * hidden)?,
            second: reader.matrix(width, 6 * hidden)?,
            tagger: reader.matrix(width, Upos::ALL.len())?,
            slots: reader.matrix(width, SLOTS * parser)?,
            actions: reader.matrix(parser, 3)?,
            relations: reader.matrix(parser, 2 * Relation::ALL.len())?,
            special: (0..2 * width).map(|_| reader.float()).collect::<Option<_>>()?,
            state: reader.scaled_bytes(ROWS_OF_STATE * STATE_VALUES * parser)?,
            lemmas: Lemmas::default(),
        };
        let lemmas = reader.take(lemmas)?.to_vec();
        (reader.at == reader.bytes.len()).then_some((model, lemmas, [scales, embeddings]))
    }
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn float(&mut self) -> Option<f32> {
        Some(f32::from_bits(self.number()?)).filter(|f| f.is_finite())
    }

    fn matrix(&mut self, inputs: usize, outputs: usize) -> Option<Matrix> {
        let scales: Vec<f32> = (0..outputs).map(|_| self.float()).collect::<Option<_>>()?;
        let bias = (0..outputs).map(|_| self.float()).collect::<Option<_>>()?;
        let weights = self.take(inputs * outputs)?.iter().map(|&b| i16::from(b as i8)).collect();
        let scales = scales.into_iter().map(|s| s / super::arithmetic::UNITS).collect();
        Some(Matrix { inputs, weights, scales, bias })
    }

    fn scaled_bytes(&mut self, length: usize) -> Option<Vec<f32>> {
        let scale = self.float()?;
        Some(self.take(length)?.iter().map(|&b| f32::from(b as i8) * scale).collect())
    }
}
