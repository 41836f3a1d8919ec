//! What can be asked for: verbs, options and the help that teaches them.

mod keeping;

pub use keeping::{
    AddArguments, DecisionArguments, DiffArguments, DiffFormat, ExportArguments, InitArguments,
    ListArguments, ListFormat, RuleArguments, RulingArguments, SearchArguments, UndoArguments,
    VerifyArguments, Writer,
};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// From a folder of conflicting reports to the account: who says what, on whose word, and which figure holds by which rule.
#[derive(Debug, Parser)]
#[command(name = "recount", version, max_term_width = 100, after_help = AFTER_HELP, after_long_help = AFTER_LONG_HELP)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
    /// Options of every verb.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every verb.
#[derive(Debug, Args)]
pub struct Global {
    /// Say nothing on standard error but errors
    #[arg(long, short, global = true, help_heading = "Everywhere")]
    pub quiet: bool,
    /// Colours: auto (on a terminal that has them), always, never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        hide_possible_values = true,
        help_heading = "Everywhere"
    )]
    pub color: Color,
    /// Threads to use, up to 256; results do not depend on it [default: one per core]
    #[arg(long, short, global = true, value_name = "N", value_parser = jobs, help_heading = "Everywhere")]
    pub jobs: Option<NonZeroUsize>,
}

/// Most threads that `--jobs` starts: a slip of the hand must not bring the machine down.
const MOST_JOBS: usize = 256;

/// The number of threads that `words` ask for.
fn jobs(words: &str) -> Result<NonZeroUsize, String> {
    let jobs: NonZeroUsize =
        words.parse().map_err(|_| format!("give a whole number from 1 to {MOST_JOBS}"))?;
    if jobs.get() <= MOST_JOBS {
        return Ok(jobs);
    }
    let processors = std::thread::available_parallelism()
        .map_or(String::new(), |n| format!("; the processors of this machine number {n}"));
    Err(format!("at most {MOST_JOBS} threads are started{processors}"))
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Make the account of a dossier: a summary here and a page to read
    Account(AccountArguments),
    /// Print the claims found in a dossier, one JSON object a line
    Claims(ClaimsArguments),
    /// Show how a figure came about, step by step, down to the sentences
    Explain(ExplainArguments),
    /// Show a report: what is known of it, its parts and its claims, or exactly its text
    Show(ShowArguments),
    /// Make a dossier that is kept: original bytes, a journal, full-text search
    Init(InitArguments),
    /// Add files, folders, archives or web pages to a dossier
    Add(AddArguments),
    /// List the reports of a dossier
    List(ListArguments),
    /// Search the reports of a dossier
    Search(SearchArguments),
    /// Decide about claims, names and reports: kept in the journal with who, when and why
    Rule(RuleArguments),
    /// Undo a ruling
    Undo(UndoArguments),
    /// Show what changed between two accounts, and why
    Diff(DiffArguments),
    /// Write a dossier as a BagIt bag that can be opened elsewhere
    Export(ExportArguments),
    /// Prove that nothing was altered and that the account follows from what is kept
    Verify(VerifyArguments),
    /// Answer a table of conflicting claims, item by item, and show what its sources are worth
    Reconcile(ReconcileArguments),
    /// Measure claims and account against what a person recorded by hand
    Score(ScoreArguments),
}

#[derive(Debug, Args)]
#[command(after_long_help = ACCOUNT_HELP)]
pub struct AccountArguments {
    /// A dossier, or a folder of reports (text, Markdown, HTML, PDF, .docx, .odt, RTF) or with a subfolder reports/, which is never altered
    #[arg(default_value = ".")]
    pub dossier: PathBuf,
    /// Where to write: .html or .json by its ending, `-` for standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What to write: html, json, jsonl (the claims) or text (the summary)
    #[arg(long, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<AccountFormat>,
    /// How much of the reports the page carries: excerpts around each claim, or full
    #[arg(long, value_name = "HOW", default_value = "excerpts", hide_possible_values = true)]
    pub texts: TextsShown,
    /// The rule whose figures lead; the others stand beside it
    #[arg(long, value_name = "NAME")]
    pub method: Option<String>,
    #[command(flatten)]
    pub given: Given,
}

/// Claims from elsewhere.
#[derive(Debug, Args)]
pub struct Given {
    /// Take the claims from a file, one JSON object a line, instead of reading them
    #[arg(long, value_name = "FILE")]
    pub claims: Option<PathBuf>,
    /// Leave the claims of --claims in the events the file puts them in
    #[arg(long, requires = "claims")]
    pub keep_events: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AccountFormat {
    Html,
    Json,
    Jsonl,
    Text,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TextsShown {
    Excerpts,
    Full,
}

#[derive(Debug, Args)]
pub struct ClaimsArguments {
    /// A dossier, or a folder of reports
    #[arg(default_value = ".")]
    pub dossier: PathBuf,
    /// As read: before names are resolved and events gathered
    #[arg(long)]
    pub raw: bool,
    /// What to write; jsonl is the only one
    #[arg(long, value_name = "FORMAT", default_value = "jsonl", hide_possible_values = true)]
    pub format: ClaimsFormat,
    /// Where to write; `-` for standard output
    #[arg(long, short, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ClaimsFormat {
    Jsonl,
}

#[derive(Debug, Args)]
#[command(after_long_help = EXPLAIN_HELP)]
pub struct ExplainArguments {
    /// The figure: its id (EVENT/MEASURE/POPULATION) or a part of it, such as `killed`
    pub figure: String,
    /// The folder of reports
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dossier: PathBuf,
    /// The rule whose figures lead
    #[arg(long, value_name = "NAME")]
    pub method: Option<String>,
    #[command(flatten)]
    pub given: Given,
}

#[derive(Debug, Args)]
pub struct ShowArguments {
    /// The report, by its file name
    pub report: String,
    /// Print exactly the text that offsets count in, and nothing else
    #[arg(long)]
    pub text: bool,
    /// The folder of reports
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub dossier: PathBuf,
}

#[derive(Debug, Args)]
#[command(after_long_help = RECONCILE_HELP)]
pub struct ReconcileArguments {
    /// A table of claims: CSV, TSV, JSON Lines or Parquet, as it is or packed by gzip or zstd; `-` for standard input
    #[arg(required_unless_present = "list_methods")]
    pub table: Option<PathBuf>,
    /// Where the answers go: .tsv, .csv, .jsonl or .parquet by its ending; `-` is standard output, as TSV
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write what was learned of each source, in the same formats
    #[arg(long, value_name = "FILE")]
    pub sources: Option<PathBuf>,
    /// Write which sources have their values from each other, in the same formats; with --method, look for copies at all
    #[arg(long, value_name = "FILE", conflicts_with = "no_copies")]
    pub copies: Option<PathBuf>,
    /// The method that answers [default: chosen by the shape of the table, which is said]
    #[arg(long, value_name = "NAME")]
    pub method: Option<String>,
    /// Take every source at its word: look for no copies
    #[arg(long)]
    pub no_copies: bool,
    /// Which column is which: source=NAME,item=NAME,value=NAME,kind=NAME,time=NAME,cites=NAME
    #[arg(long, value_name = "ROLE=NAME,...", value_parser = recount::intake::table::ColumnNames::parse)]
    pub columns: Vec<recount::intake::table::ColumnNames>,
    /// Show why this item was answered so, instead of all answers; its name or a part of it; may be repeated
    #[arg(long, value_name = "ITEM")]
    pub explain: Vec<String>,
    /// List the methods and what each does
    #[arg(long)]
    pub list_methods: bool,
}

#[derive(Debug, Args)]
#[command(after_long_help = SCORE_HELP)]
pub struct ScoreArguments {
    /// Dossiers that hold gold.jsonl, expected.json and reconciliation.json
    #[arg(required = true, value_name = "DOSSIER")]
    pub dossiers: Vec<PathBuf>,
    /// Measure these claims, and the account made of them, instead of what the reader finds
    #[arg(long, value_name = "FILE", conflicts_with = "gold_claims")]
    pub claims: Option<PathBuf>,
    /// Measure this account (JSON) instead of the one made here
    #[arg(long, value_name = "FILE")]
    pub account: Option<PathBuf>,
    /// Measure the account made of each dossier's own gold claims, so that reading plays no part
    #[arg(long, conflicts_with = "account")]
    pub gold_claims: bool,
    /// What to print: text, markdown or json
    #[arg(long, value_name = "FORMAT", default_value = "text", hide_possible_values = true)]
    pub format: ScoreFormat,
    /// List up to N counts that were missed or are too much, and the questions not answered in full
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub misses: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScoreFormat {
    Text,
    Markdown,
    Json,
}

const AFTER_HELP: &str = "\
Begin with: recount account FOLDER
More: recount help, recount VERB --help, docs/command-line.md";

const AFTER_LONG_HELP: &str = "\
Examples:
  recount account my-reports           summary here, account.html in this directory
  recount account my-reports -o -      the same page on standard output
  recount claims my-reports            every claim: its place, voices and figure
  recount explain killed --dossier my-reports
  recount show herald.html --dossier my-reports
  recount reconcile claims.csv -o answers.tsv
  recount init fire; recount add press/ letters.mbox --dossier fire
  recount search 'camp residents from:2011-04' --dossier fire
  recount verify fire                  nothing altered, and the account follows

What the figures mean:
  low, high       the smallest and the largest bound that somebody stands by;
                  high is open when a voice says \"at least\". They are positions,
                  never a confidence interval.
  best            what the named method makes of the testimonies; may be none.
  highest stated  the largest number that a standing testimony prints.
  grade           unresolved, contested, corroborated, single voice, unsourced:
                  the first that fits.
  A report that repeats another's figure is an echo, never a second voice.

Exit codes:
  0  done (files that could not be read are named and skipped)
  1  done, and verify found something wrong
  2  bad usage, or a result that could not be written
  3  nothing could be read

Results go to standard output, everything else to standard error. No report is
ever altered, and nothing leaves the machine; only `add` with an address uses the
network. Documentation: README.md, docs/command-line.md, docs/dossier.md, docs/recount-toml.md,
docs/how-it-decides.md";

const ACCOUNT_HELP: &str = "\
Examples:
  recount account DOSSIER                 summary here, account.html in this directory
  recount account DOSSIER -o fire.html --texts full
  recount account DOSSIER --format json   the account as JSON on standard output
  recount account DOSSIER --method conservative
  recount account DOSSIER --claims corrected.jsonl --keep-events

An account.html that Recount did not write is never overwritten; a file named
with -o is. Nothing is written inside the dossier. What recount.toml can say is
in docs/recount-toml.md, how figures come about in docs/how-it-decides.md.
Exit codes: 0 done, 2 bad usage, 3 nothing could be read.";

const EXPLAIN_HELP: &str = "\
Examples:
  recount explain killed/people --dossier my-reports
  recount explain injured --dossier my-reports
Exit codes: 0 done, 2 bad usage or no such figure, 3 nothing could be read.";

const RECONCILE_HELP: &str = "\
A table says in each row that a source says of an item that it has a value:

  source,item,value
  harbour office,height of the mast,31
  mast guild,height of the mast,29
  evening bell,height of the mast,29

Columns may come in any order; worker, task, label and other usual names are
known, and --columns names any. Three more may follow: kind (n number,
c category), time (2011-04-08), cites (sources it has the value from, several
with | between). What a file is, is told by its bytes, not by its name.

Answers: item, value, answer (value, tie, several, number, unresolved), values
(those that tie, or hold together), confidence (0 to 1, on the method's own
scale), support (sources that say so), sources (that speak of it). A tie is
told as one, with the first of its values as the value.

Examples:
  recount reconcile claims.csv                  answers on standard output
  recount reconcile claims.tsv.gz -o answers.parquet
  recount reconcile claims.jsonl -o answers.tsv --sources sources.tsv --copies copies.tsv
  recount reconcile claims.csv --explain 'height of the mast'
  recount reconcile labels.csv --columns source=coder,item=text_id,value=code
  recount reconcile claims.csv --method vote --no-copies
  recount reconcile --list-methods

Rows that cannot be used are counted, named and left out. The formats are
described in docs/tables.md.
Exit codes: 0 done, 2 bad usage (no such column, method or item; a place that
cannot be written), 3 the table could not be read or holds no claim.";

const SCORE_HELP: &str = "\
Claims, against gold.jsonl (or claims.jsonl):
  count.detect  F1 of counts: right report, overlapping place, same low and high
  count.typed   the same with the right measure; the next eight are shares of these
  voice         the principal is right (one name by the aliases of expected.json)
  stance, date  equal; a part of a date matches from the month on
  date.other    the date, where it is not the gold's most frequent one
  population    the population, told by its words, is right
  event.b3      B-cubed F1 of the events they were gathered into
  other.r       of those of another event or an aggregate, kept out of the main one
  main          on the right side of \"main event or another\"
  statement.r   statements, statuses, positions and responsibilities found: same
                kind, half of both spans shared, same principal; of a report's
                predictions only the first, up to twice as many as the gold's

Account, against reconciliation.json:
  voices        F1 of testimonies: same voice, low and high on the same question
  conflict      questions rightly told contested or not; one not found is wrong
  low, high     questions with the right bound; best: where the gold states one
  revisions     revisions found: the voice and the figure it ends in
  lineage       F1 of pairs of reports said to share an origin

Examples:
  recount score DOSSIER
  recount score DOSSIER --claims mine.jsonl
  recount score DOSSIER DOSSIER DOSSIER --gold-claims
Exit codes: 0 done whatever the figures, 2 bad usage or no gold, 3 nothing
could be read.";

#[cfg(test)]
mod tests {
    use super::{Arguments, jobs};
    use clap::CommandFactory;

    #[test]
    fn arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn more_threads_than_a_machine_bears_are_refused() {
        assert_eq!(jobs("1").map(|n| n.get()), Ok(1));
        assert_eq!(jobs("256").map(|n| n.get()), Ok(256));
        for words in ["257", "999999"] {
            let reason = jobs(words).unwrap_err();
            assert!(reason.starts_with("at most 256 threads"), "{reason}");
            assert!(reason.contains("processors"), "{reason}");
        }
        for words in ["0", "-1", "many", "99999999999999999999999"] {
            assert_eq!(jobs(words), Err("give a whole number from 1 to 256".to_string()), "{words}");
        }
    }
}
