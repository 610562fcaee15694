//! `locus-vault`: who stands behind a pseudonym, in one age-encrypted file. It is a program of its own, so that the one that
//! reads cases and hostile files holds no code that could open it; no crate depends on it, and nothing else links age.

mod args;
mod details;
mod people;
mod refusal;
mod vault;

use age::secrecy::ExposeSecret;
use args::{Cli, Command, Key, New, One, Recipients, Show};
use clap::Parser;
use locus_model::Id;
use people::People;
use refusal::Refusal;
use std::io::Write;
use std::process::ExitCode;
use vault::Vault;

fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Key(args) => key(&args),
        Command::New(args) => new(&args),
        Command::Add(args) => add(&args),
        Command::Show(args) => show(&args),
        Command::Remove(args) => remove(&args),
        Command::Recipients(args) => recipients(&args),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(refusal) => {
            eprintln!("error: {refusal}");
            ExitCode::from(refusal.code())
        }
    }
}

/// A new key: for its holder alone, never over another file.
fn key(args: &Key) -> Result<(), Refusal> {
    let identity = age::x25519::Identity::generate();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let shown = args.file.display().to_string();
    let mut file = options.open(&args.file).map_err(|error| {
        Refusal::input(&shown, error, "a file that is not there yet", "name another: a key is never written over")
    })?;
    let (public, secret) = (identity.to_public(), identity.to_string());
    let written = writeln!(file, "# public key: {public}\n{}", secret.expose_secret()).and_then(|()| file.sync_all());
    written.map_err(Refusal::system(&args.file, "cannot be written"))?;
    println!("{public}");
    Ok(())
}

fn new(args: &New) -> Result<(), Refusal> {
    let mut people = People::default();
    args.recipients.iter().try_for_each(|(role, key)| let_in(&mut people, role, key))?;
    Vault::at(&args.vault)?.create(&people)?;
    println!("{}: empty, encrypted to {}", args.vault.display(), roles(&people));
    if people.recipients.len() == 1 {
        println!("Whoever loses that one key loses the list: add another with `locus vault recipients --add`.");
    }
    Ok(())
}

fn add(args: &One) -> Result<(), Refusal> {
    let id = id("the pseudonym", &args.pseudonym)?;
    let vault = Vault::at(&args.opened.vault)?;
    let mut people = vault.open(&args.opened.identity)?;
    if people.by_pseudonym.contains_key(&id) {
        let remedy = "show it; to say it otherwise, remove it first";
        return Err(Refusal::input(&args.pseudonym, "a pseudonym that is taken", "a new one", remedy));
    }
    people.by_pseudonym.insert(id, details::read()?);
    vault.replace(&people)
}

fn show(args: &Show) -> Result<(), Refusal> {
    let people = Vault::at(&args.opened.vault)?.open(&args.opened.identity)?;
    match &args.pseudonym {
        Some(pseudonym) => {
            let who = people.by_pseudonym.get(&id("the pseudonym", pseudonym)?).ok_or_else(|| unknown(pseudonym))?;
            println!("{}", who.reveal());
        }
        None => people.by_pseudonym.iter().for_each(|(id, who)| println!("{}\t{}", id.as_str(), who.reveal())),
    }
    Ok(())
}

fn remove(args: &One) -> Result<(), Refusal> {
    let vault = Vault::at(&args.opened.vault)?;
    let mut people = vault.open(&args.opened.identity)?;
    let id = id("the pseudonym", &args.pseudonym)?;
    people.by_pseudonym.remove(&id).ok_or_else(|| unknown(&args.pseudonym))?;
    vault.replace(&people)
}

fn recipients(args: &Recipients) -> Result<(), Refusal> {
    let vault = Vault::at(&args.opened.vault)?;
    let mut people = vault.open(&args.opened.identity)?;
    for role in &args.remove {
        let removed = people.recipients.remove(&id("--remove", role)?);
        removed
            .ok_or_else(|| Refusal::input("--remove", role, format!("one of {}", roles(&people)), "check the role"))?;
    }
    args.add.iter().try_for_each(|(role, key)| let_in(&mut people, role, key))?;
    if people.recipients.is_empty() {
        return Err(Refusal::input("--remove", "the last key", "one that stays", "add another in the same command"));
    }
    if !(args.add.is_empty() && args.remove.is_empty()) {
        vault.replace(&people)?;
    }
    people.recipients.iter().for_each(|(role, key)| println!("{}\t{key}", role.as_str()));
    Ok(())
}

fn let_in(people: &mut People, role: &str, key: &str) -> Result<(), Refusal> {
    let key = vault::recipient(key)?.to_string();
    match people.recipients.insert(id("the role", role)?, key) {
        None => Ok(()),
        Some(_) => Err(Refusal::input("the role", role, "a role that has no key yet", "remove the other key first")),
    }
}

fn roles(people: &People) -> String {
    people.recipients.keys().map(Id::as_str).collect::<Vec<_>>().join(", ")
}

fn id(what: &str, text: &str) -> Result<Id, Refusal> {
    Id::new(text).map_err(|_| Refusal::input(what, text, Id::PATTERN, "write it as the case does"))
}

fn unknown(pseudonym: &str) -> Refusal {
    Refusal::input(pseudonym, "no such pseudonym in the vault", "one that is in it", "check how it is written")
}
