//! The command line.

use clap::{Args, Parser, Subcommand};
use std::path::PathBuf;

/// Keeps who stands behind a pseudonym, encrypted, apart from every case.
#[derive(Parser)]
#[command(name = "locus vault", version, after_help = EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  locus vault key custodian.key
  locus vault new people.age --recipient custodian=age1… --recipient counsel=age1… --recipient escrow=age1…
  locus vault add people.age A03 --identity custodian.key            then type who it is, unseen; or < details.txt
  locus vault show people.age A03 --identity custodian.key
  locus vault remove people.age A03 --identity custodian.key
  locus vault recipients people.age --identity custodian.key --add reserve=age1… --remove escrow

Keep it away from every case folder, and keys away from it. It is an age file: `age --decrypt` opens it too.
Exit codes: 0 done, 1 the system failed, 2 the input is wrong (nothing was written).";

#[derive(Subcommand)]
pub enum Command {
    /// Make a key: the secret half into a file, the public half printed.
    Key(Key),
    /// Make an empty vault.
    New(New),
    /// Put in who stands behind a pseudonym; who that is comes from standard input, never from the command line.
    Add(One),
    /// Print who stands behind one pseudonym, or all of them.
    Show(Show),
    /// Take a pseudonym out.
    Remove(One),
    /// Say to whom a vault is encrypted; add and remove keys.
    Recipients(Recipients),
}

#[derive(Args)]
pub struct Key {
    /// The file to make.
    pub file: PathBuf,
}

#[derive(Args)]
pub struct New {
    /// The file to make.
    pub vault: PathBuf,
    /// Who can open it, each by a role and a public key; one alone that is lost loses the list.
    #[arg(long = "recipient", required = true, value_name = "ROLE=AGE1…", value_parser = role_and_key)]
    pub recipients: Vec<(String, String)>,
}

#[derive(Args)]
pub struct Opened {
    /// The vault.
    pub vault: PathBuf,
    /// The file with the secret half of a key.
    #[arg(long, value_name = "FILE")]
    pub identity: PathBuf,
}

#[derive(Args)]
pub struct One {
    #[command(flatten)]
    pub opened: Opened,
    /// The pseudonym, as the case has it (an account's id).
    pub pseudonym: String,
}

#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    pub opened: Opened,
    /// The pseudonym.
    #[arg(required_unless_present = "all")]
    pub pseudonym: Option<String>,
    /// Print the whole list.
    #[arg(long, conflicts_with = "pseudonym")]
    pub all: bool,
}

#[derive(Args)]
pub struct Recipients {
    #[command(flatten)]
    pub opened: Opened,
    /// A key to add.
    #[arg(long, value_name = "ROLE=AGE1…", value_parser = role_and_key)]
    pub add: Vec<(String, String)>,
    /// A role whose key is taken out: it opens no later version. What it opened before it knows.
    #[arg(long, value_name = "ROLE")]
    pub remove: Vec<String>,
}

fn role_and_key(text: &str) -> Result<(String, String), String> {
    let (role, key) = text.split_once('=').ok_or("write ROLE=AGE1…, for example custodian=age1…")?;
    Ok((role.to_owned(), key.to_owned()))
}
