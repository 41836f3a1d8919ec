//! The file of a syntax model: the network's weights, quantised, and the tables of the lemmatizer.
//!
//! Little-endian throughout. In order:
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `RCSYNTAX` |
//! | 4 | version of the format, now 1 |
//! | 5 × 4 | rows of the embeddings, numbers of an embedding, cells of the recurrence in each direction, cells of the parser, bytes of the lemmatizer's part; the inputs of every layer are a multiple of 32 |
//! | 4 | unit of the embeddings: a number of a row is byte × the row's scale × unit (32-bit float) |
//! | rows | scale of each row, a byte |
//! | rows × numbers | the embeddings, signed bytes |
//! | | seven layers: window, first, second, tagger, slots, actions, relations; each a 32-bit float of scale for each output, one of bias for each, and a signed byte for each weight, output by output |
//! | | what stands for the root and for no word: 4 × cells 32-bit floats |
//! | | rows of the parser's state: 32-bit float of scale, signed bytes |
//! | | the lemmatizer's part (see `lemma`) |
//! | 4 | FNV-1a hash of all before |

use super::arithmetic::{BLOCK, Matrix};
use super::features::{ROWS_OF_STATE, SLOTS, STATE_VALUES};
use super::labels::{Relation, Upos};
use super::lemma::Lemmas;
use crate::fnv;
use std::borrow::Cow;
use thiserror::Error;

/// What is wrong with the bytes of a model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The bytes are no syntax model.
    #[error("this is no syntax model: it does not begin with RCSYNTAX")]
    Foreign,
    /// A format of another version.
    #[error("the syntax model has format {found}, and this program reads format {FORMAT_VERSION}")]
    Version {
        /// The version that the file names.
        found: u32,
    },
    /// The sizes it states are not those of its bytes, or none a network has.
    #[error("the syntax model is cut off or its sizes are wrong")]
    Sizes,
    /// The bytes are not those that were written.
    #[error("the syntax model is damaged: its check sum is wrong")]
    Damaged,
    /// The lemmatizer's part cannot be read.
    #[error("the syntax model's lemmas are damaged")]
    Lemmas,
}

/// The first bytes of a model file.
pub const MAGIC: &[u8; 8] = b"RCSYNTAX";

/// The version of the format that is written and read.
pub const FORMAT_VERSION: u32 = 1;

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
        let mut reader = Reader { bytes: &bytes, at: 0 };
        if reader.take(8).ok_or(ModelError::Foreign)? != MAGIC {
            return Err(ModelError::Foreign);
        }
        let found = reader.number().ok_or(ModelError::Sizes)?;
        if found != FORMAT_VERSION {
            return Err(ModelError::Version { found });
        }
        let body = bytes.len().checked_sub(4).ok_or(ModelError::Sizes)?;
        let sum = Reader { bytes: &bytes, at: body }.number();
        if sum != Some(check_sum(&bytes[..body])) {
            return Err(ModelError::Damaged);
        }
        let (mut model, rest, places) = Self::parts(reader).ok_or(ModelError::Sizes)?;
        model.lemmas = Lemmas::read(&rest).ok_or(ModelError::Lemmas)?;
        let [scales, embeddings] = places;
        (model.row_scales, model.embeddings) = match bytes {
            Cow::Borrowed(bytes) => (Cow::Borrowed(&bytes[scales]), Cow::Borrowed(&bytes[embeddings])),
            Cow::Owned(bytes) => (Cow::Owned(bytes[scales].to_vec()), Cow::Owned(bytes[embeddings].to_vec())),
        };
        Ok(model)
    }

    /// The layers, the lemmatizer's bytes, and where the scales of rows and the embeddings stand.
    #[allow(clippy::type_complexity, reason = "used once, just above")]
    fn parts(mut reader: Reader<'_>) -> Option<(Self, Vec<u8>, [std::ops::Range<usize>; 2])> {
        const GREATEST: usize = 1 << 20;
        let mut size = || Some(reader.number()? as usize).filter(|&n| n <= GREATEST << 3);
        let (table, embed, hidden, parser, lemmas) = (size()?, size()?, size()?, size()?, size()?);
        let small = |n: usize| (1..=1024).contains(&n) && n % BLOCK == 0;
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
        (reader.at + 4 == reader.bytes.len()).then_some((model, lemmas, [scales, embeddings]))
    }
}

/// FNV-1a over words of four bytes, which is quick enough to check two megabytes at every start.
pub fn check_sum(bytes: &[u8]) -> u32 {
    let mut lanes = [fnv::START_32; 4];
    let chunks = bytes.chunks_exact(16);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, word) in lanes.iter_mut().zip(chunk.chunks_exact(4)) {
            *lane = fnv::with_32(*lane, u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
        }
    }
    let joined = lanes.iter().fold(fnv::START_32, |h, &l| fnv::with_32(h, l).rotate_left(7));
    rest.iter().fold(joined, |h, &b| fnv::with_32(h, b.into()))
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
