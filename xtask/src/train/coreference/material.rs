//! The documents of ECB+ as tellings with mentions of events.

use anyhow::Context;
use recount_model::Span;
use recount_reconcile::coreference::{EventMention, Sentence, Telling};
use serde_json::Value;
use std::path::Path;

/// One document.
pub struct Document {
    /// Its name.
    pub name: String,
    /// What it is about: topic and, within it, subtopic. For training only.
    pub topic: String,
    pub subtopic: String,
    /// Its tokens, joined by blanks.
    text: String,
    sentences: Vec<Sentence>,
    /// The number of each sentence in the file.
    pub numbers: Vec<u64>,
}

/// A file of documents.
pub struct Material {
    /// The documents.
    pub documents: Vec<Document>,
    /// The mentions of events.
    pub mentions: Vec<EventMention>,
    /// The chain of each mention: what it tells of.
    pub chains: Vec<String>,
}

impl Material {
    /// Reads a file of documents.
    ///
    /// # Errors
    /// When the file cannot be read or is of another form.
    pub fn read(file: &Path) -> anyhow::Result<Self> {
        let mut out = Material { documents: Vec::new(), mentions: Vec::new(), chains: Vec::new() };
        for line in std::fs::read_to_string(file).with_context(|| file.display().to_string())?.lines() {
            let value: Value = serde_json::from_str(line).with_context(|| file.display().to_string())?;
            out.add(&value).with_context(|| format!("{}: {}", file.display(), value["doc"]))?;
        }
        Ok(out)
    }

    fn add(&mut self, value: &Value) -> Option<()> {
        let word = |name: &str| value[name].as_str().map(str::to_string);
        let (name, topic, subtopic) = (word("doc")?, word("topic")?, word("subtopic")?);
        let mut document = Document {
            name,
            topic,
            subtopic,
            text: String::new(),
            sentences: Vec::new(),
            numbers: Vec::new(),
        };
        for sentence in value["sentences"].as_array()? {
            let mut tokens = Vec::new();
            for token in sentence["tokens"].as_array()? {
                let start = document.text.len();
                document.text.push_str(token.as_str()?);
                tokens.push(Span::new(start, document.text.len()));
                document.text.push(' ');
            }
            document.sentences.push(Sentence { tokens, title: false });
            document.numbers.push(sentence["sentence"].as_u64()?);
        }
        for mention in value["mentions"].as_array()?.iter().filter(|m| m["kind"] == "event") {
            let tokens: Option<Vec<usize>> =
                mention["tokens"].as_array()?.iter().map(|t| Some(t.as_u64()? as usize)).collect();
            let mut tokens = tokens?;
            tokens.sort_unstable();
            let number = mention["sentence"].as_u64()?;
            let sentence = document.numbers.iter().position(|n| *n == number)?;
            self.mentions.push(EventMention { telling: self.documents.len(), sentence, tokens });
            self.chains.push(mention["chain"].as_str()?.to_string());
        }
        self.documents.push(document);
        Some(())
    }

    /// The documents as tellings.
    pub fn tellings(&self) -> Vec<Telling<'_>> {
        self.documents
            .iter()
            .map(|d| Telling { text: &d.text, sentences: d.sentences.clone(), day: None })
            .collect()
    }
}
