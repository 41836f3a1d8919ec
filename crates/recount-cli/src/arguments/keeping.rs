//! Arguments of the verbs that keep a dossier on disk: make it, add to it, look into it, decide, prove, hand on.

use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_long_help = INIT_HELP)]
pub struct InitArguments {
    /// The dossier's folder; it is made if it is not there
    #[arg(default_value = ".")]
    pub dossier: PathBuf,
    /// Open a bag that `recount export` made: a dossier with everything that was in it
    #[arg(long, value_name = "BAG")]
    pub from: Option<PathBuf>,
    #[command(flatten)]
    pub writer: Writer,
}

/// Who writes.
#[derive(Debug, Args)]
pub struct Writer {
    /// Who does this, for the journal [default: the name you are logged in by]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Seconds to wait for another process that writes to the dossier
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub wait: u64,
}

#[derive(Debug, Args)]
#[command(after_long_help = ADD_HELP)]
pub struct AddArguments {
    /// Files, folders, archives, mailboxes, web archives, or addresses (https://...)
    #[arg(required = true, value_name = "SOURCE")]
    pub sources: Vec<String>,
    /// The dossier's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dossier: PathBuf,
    /// Who published them
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Who wrote them
    #[arg(long, value_name = "NAME")]
    pub author: Option<String>,
    /// When they were published: 2011, 2011-04 or 2011-04-08
    #[arg(long, value_name = "DATE")]
    pub published: Option<recount::model::PartialDate>,
    /// Their address; a report that is there under this address with other bytes gets a new version
    #[arg(long, value_name = "ADDRESS")]
    pub url: Option<String>,
    /// Fetch also from addresses of one's own network, which are refused without it
    #[arg(long)]
    pub allow_private: bool,
    /// What to print of each item: text (tab-separated) or jsonl
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: ListFormat,
    /// How many items are written at once, at most: small for tests that stop a writer between two batches
    #[arg(long, value_name = "NUMBER", hide = true)]
    pub batch: Option<std::num::NonZeroUsize>,
    #[command(flatten)]
    pub writer: Writer,
}

/// How lists are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    Text,
    Jsonl,
}

#[derive(Debug, Args)]
pub struct ListArguments {
    /// The dossier's folder
    #[arg(default_value = ".")]
    pub dossier: PathBuf,
    /// Also what takes no part: earlier versions, what was withdrawn, archives, what could not be read
    #[arg(long, short)]
    pub all: bool,
    /// What to print: text (tab-separated) or jsonl
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
#[command(after_long_help = SEARCH_HELP)]
pub struct SearchArguments {
    /// Words, "phrases", title:word, publisher:word, author:word, file:word, from:2011-04, to:2011-05, -word
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// The dossier's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dossier: PathBuf,
    /// How many reports to show
    #[arg(long, short = 'n', value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// How many to pass over first
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub offset: usize,
    /// What to print: text or jsonl
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: ListFormat,
}

#[derive(Debug, Args)]
#[command(after_long_help = RULE_HELP)]
pub struct RuleArguments {
    /// What is decided
    #[command(subcommand)]
    pub decision: DecisionArguments,
}

/// Where a ruling goes, and why it is made.
#[derive(Debug, Args)]
pub struct RulingArguments {
    /// The dossier's folder
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dossier: PathBuf,
    /// Why, for whoever reads the journal
    #[arg(long, value_name = "WORDS")]
    pub why: String,
    #[command(flatten)]
    pub writer: Writer,
}

#[derive(Debug, Subcommand)]
pub enum DecisionArguments {
    /// The claims were looked at and are right
    Accept {
        /// Claims, by id or the beginning of it (`recount claims --raw` prints them)
        #[arg(required = true, value_name = "CLAIM")]
        claims: Vec<String>,
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// The claims are none: they count nowhere, and keep their place in the ledger
    Reject {
        /// Claims, by id or the beginning of it
        #[arg(required = true, value_name = "CLAIM")]
        claims: Vec<String>,
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// Fields of a claim are to be others: low=34 high=null voices='["UNHCR"]'
    Correct {
        /// The claim, by id or the beginning of it
        claim: String,
        /// FIELD=VALUE as in the output of `recount claims`; a value is JSON, or else words
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// A claim tells of the same event as another
    Link {
        /// The claim that is put to the other
        claim: String,
        /// The claim whose event it is to share
        with: String,
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// Names stand for one person, body or place; the first is the one to print
    Merge {
        /// Names
        #[arg(required = true, num_args = 2.., value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// Two names stand for two
    Split {
        /// One name
        name: String,
        /// The other
        from: String,
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// What is known of a report's origin is to be another: publisher='Harl Gazette' published=2011-04-08
    Describe {
        /// The report, by its name in the dossier
        report: String,
        /// publisher, author, published or url, with the value; nothing behind = takes it away
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// A report takes no part any more; its bytes stay
    Withdraw {
        /// The report, by its name in the dossier
        report: String,
        #[command(flatten)]
        ruling: RulingArguments,
    },
    /// List the rulings with where each stands: those that fit no claim any more are for review
    List {
        /// The dossier's folder
        #[arg(default_value = ".")]
        dossier: PathBuf,
        /// Only those that fit no claim any more
        #[arg(long)]
        for_review: bool,
        /// What to print: text (tab-separated) or jsonl
        #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
        format: ListFormat,
    },
}

#[derive(Debug, Args)]
pub struct UndoArguments {
    /// The ruling's number in the journal, as `recount rule list` prints it
    pub number: u64,
    #[command(flatten)]
    pub ruling: RulingArguments,
}

#[derive(Debug, Args)]
#[command(after_long_help = DIFF_HELP)]
pub struct DiffArguments {
    /// An account (.json), a dossier, or a dossier as it was: DOSSIER@NUMBER of the journal
    pub old: String,
    /// The same, later
    pub new: String,
    /// What to print: text or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: DiffFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    Text,
    Json,
}

#[derive(Debug, Args)]
#[command(after_long_help = VERIFY_HELP)]
pub struct VerifyArguments {
    /// The dossier's folder
    #[arg(default_value = ".")]
    pub dossier: PathBuf,
    /// A published account (.json or .html): every figure and quotation in it is derived again
    #[arg(long, value_name = "FILE")]
    pub account: Option<PathBuf>,
    /// The journal's last hash as it was noted down elsewhere: the journal must hold it
    #[arg(long, value_name = "HASH")]
    pub head: Option<String>,
    /// Check what is kept and derive nothing again
    #[arg(long)]
    pub quick: bool,
}

#[derive(Debug, Args)]
pub struct ExportArguments {
    /// The dossier's folder
    #[arg(default_value = ".")]
    pub dossier: PathBuf,
    /// The folder of the bag; it must not be there yet
    #[arg(long, short, value_name = "BAG")]
    pub output: PathBuf,
}

const INIT_HELP: &str = "\
Examples:
  recount init fire                  a new dossier; reports that lie in the folder are taken in
  recount init fire --from fire-bag  the dossier of a bag, elsewhere

The dossier's state is kept in FOLDER/.recount: original bytes as plain files named
by their SHA-256, a journal of what arrived and what was decided, and a database
that follows from both. docs/dossier.md describes it.
Exit codes: 0 done, 2 bad usage or it cannot be written, 3 the bag cannot be read.";

const ADD_HELP: &str = "\
Examples:
  recount add statement.pdf letters.mbox crawl.warc.gz --dossier fire
  recount add press/ --publisher 'Harl Gazette' --dossier fire
  recount add https://example.org/report.html --dossier fire

Text, Markdown, HTML, PDF, docx, odt, rtf, eml; zip, tar.gz, mbox, WARC and WACZ
are opened. One line is printed for each item once it is safely kept: what became
of it (added, version, arrival, known, unread, container), its id, its name.
A folder's reports.csv says what is known of its reports. The network is used for
addresses only; the page is kept as received, as a WARC record.
What was added before changes nothing.
Exit codes: 0 done (items that cannot be read are named), 2 bad usage or the
dossier cannot be written, 3 nothing could be read.";

const SEARCH_HELP: &str = "\
Examples:
  recount search 'death toll' --dossier fire
  recount search '\"camp residents\" publisher:unhcr from:2011-04 to:2011-05 -opinion'

All words must stand in a report. Case, accents and Arabic letter forms do not
matter; what is shown is the text as it stands.
Exit codes: 0 done, 2 bad usage, 3 no dossier.";

const RULE_HELP: &str = "\
Examples:
  recount rule reject 1f03a2 --why 'a headline of another fire' --dossier fire
  recount rule correct 1f03a2 low=34 high=null --why 'the sentence says at least'
  recount rule merge 'People''s Mojahedin' MEK --why 'one body, two names'
  recount rule describe herald.html publisher='Harl Herald' --why 'masthead'
  recount rule list --for-review
  recount undo 12 --why 'was the right fire after all'

A ruling is kept with who, when and why, and never erased. When a better reader
gives other claims, rulings are carried to those that say the same at the same
place; others are listed for review.
Exit codes: 0 done, 2 bad usage or the dossier cannot be written.";

const DIFF_HELP: &str = "\
Examples:
  recount diff fire@12 fire            since entry 12 of the journal
  recount diff january.json february.json
  recount diff january.json fire

Exit codes: 0 done, 2 bad usage, 3 one of the two cannot be read.";

const VERIFY_HELP: &str = "\
Checks every original against its hash, the journal's chain, every row of the
database, every claim's words against its report; then reads the originals again
and compares texts, claims, and the findings of the last account. With --account
every figure and quotation of a published account is derived again.

Examples:
  recount verify fire
  recount verify fire --account published.json
  recount verify fire --head 3fa4...     as printed by an earlier run

Exit codes: 0 all holds, 1 something is wrong (the first thing is named first) or
reports of the journal are not in the database yet, 2 bad usage, 3 no dossier.";
