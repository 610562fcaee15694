//! The program as a person uses it: what goes in comes out for who holds a key, and for nobody else.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const NAME: &str = "홍길동, born 1970, tel. 000-0000";

/// A folder with keys of three roles and a vault of them.
struct Made {
    folder: TempDir,
    keys: Vec<String>,
}

impl Made {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let path = |name: &str| folder.path().join(name);
        let keys = ["custodian", "counsel", "stranger"].map(|role| said(&vault(&["key", &shown(&path(role))], ""), 0));
        let made = Self { keys: keys.map(|key| key.trim().to_owned()).into(), folder };
        let recipients =
            ["custodian", "counsel"].iter().zip(&made.keys).map(|(role, key)| format!("--recipient={role}={key}"));
        let mut arguments = vec!["new".to_owned(), shown(&made.path("people.age"))];
        arguments.extend(recipients);
        said(&vault(&arguments, ""), 0);
        made
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Runs a command on the vault with somebody's key.
    fn run(&self, command: &str, role: &str, rest: &[&str], input: &str) -> Output {
        let (file, identity) = (shown(&self.path("people.age")), shown(&self.path(role)));
        let mut arguments = vec![command, &file, "--identity", &identity];
        arguments.extend(rest);
        vault(&arguments, input)
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path("people.age")).unwrap()
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

fn vault<S: AsRef<std::ffi::OsStr>>(arguments: &[S], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_locus-vault"));
    let child = child.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = child.unwrap();
    // A command that refuses before it asks has closed its end.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

/// What it said, after it ended with this code.
fn said(output: &Output, code: i32) -> String {
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert_eq!(output.status.code(), Some(code), "stdout:\n{out}\nstderr:\n{err}");
    assert!(code == 0 || !format!("{out}{err}").contains("홍길동"), "a refusal tells who it is:\n{out}{err}");
    if code == 0 { out } else { err }
}

#[test]
fn what_goes_in_comes_out_for_every_recipient() {
    let made = Made::new();
    said(&made.run("add", "custodian", &["A03"], NAME), 0);
    said(&made.run("add", "counsel", &["A01"], "somebody\nelse\n"), 0);
    for role in ["custodian", "counsel"] {
        assert_eq!(said(&made.run("show", role, &["A03"], ""), 0), format!("{NAME}\n"));
    }
    assert_eq!(said(&made.run("show", "counsel", &["--all"], ""), 0), format!("A01\tsomebody\nelse\nA03\t{NAME}\n"));
    said(&made.run("remove", "counsel", &["A03"], ""), 0);
    assert!(said(&made.run("show", "custodian", &["A03"], ""), 2).contains("no such pseudonym"));
    assert!(said(&made.run("remove", "custodian", &["A03"], ""), 2).contains("no such pseudonym"));
    said(&made.run("show", "custodian", &[], ""), 2);
}

#[test]
fn nothing_of_it_lies_on_the_disk_and_its_size_does_not_tell_who_came() {
    let made = Made::new();
    let empty = made.bytes().len();
    said(&made.run("add", "custodian", &["A03"], NAME), 0);
    said(&made.run("add", "custodian", &["A04"], &"a life ".repeat(300)), 0);
    // age itself adds some bytes at random.
    assert!(made.bytes().len().abs_diff(empty) < 400, "{} from {empty}", made.bytes().len());
    for entry in fs::read_dir(made.folder.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for secret in ["홍길동", "A03", "000-0000"] {
            assert!(!bytes.windows(secret.len()).any(|w| w == secret.as_bytes()));
        }
    }
    assert_eq!(fs::read_dir(made.folder.path()).unwrap().count(), 4, "and nothing half written");
    #[cfg(unix)]
    for file in ["people.age", "custodian"] {
        let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(made.path(file)).unwrap().permissions());
        assert_eq!(mode & 0o077, 0, "{file} is for its holder alone");
    }
}

#[test]
fn a_wrong_key_changed_bytes_and_a_cut_file_are_refused_and_nothing_is_written() {
    let made = Made::new();
    said(&made.run("add", "custodian", &["A03"], NAME), 0);
    let whole = made.bytes();
    for command in ["show", "add", "remove"] {
        assert!(said(&made.run(command, "stranger", &["A03"], NAME), 2).contains("none of these identities"));
    }
    for at in (0..whole.len()).step_by(97).chain([whole.len() - 1]) {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        for bytes in [changed, whole[..at].to_vec()] {
            fs::write(made.path("people.age"), &bytes).unwrap();
            said(&made.run("show", "custodian", &["A03"], ""), 2);
            said(&made.run("add", "custodian", &["A04"], NAME), 2);
            assert_eq!(made.bytes(), bytes);
        }
    }
}

#[test]
fn keys_come_and_go_and_the_last_one_stays() {
    let made = Made::new();
    said(&made.run("add", "custodian", &["A03"], NAME), 0);
    let add = format!("--add=reserve={}", made.keys[2]);
    let listed = said(&made.run("recipients", "custodian", &[&add, "--remove=counsel"], ""), 0);
    assert_eq!(listed, format!("custodian\t{}\nreserve\t{}\n", made.keys[0], made.keys[2]));
    said(&made.run("show", "stranger", &["A03"], ""), 0);
    said(&made.run("show", "counsel", &["A03"], ""), 2);
    let before = made.bytes();
    for wrong in
        [&["--remove=nobody"][..], &["--remove=custodian", "--remove=reserve"], &["--add=x=age1wrong"], &[&add]]
    {
        said(&made.run("recipients", "custodian", wrong, ""), 2);
    }
    assert_eq!(made.bytes(), before);
}

#[test]
fn a_vault_does_not_lie_in_what_is_handed_on() {
    let made = Made::new();
    let recipient = format!("--recipient=custodian={}", made.keys[0]);
    for mark in ["case.toml", "custody.jsonl", "bundle.json", "bagit.txt"] {
        let case = TempDir::new().unwrap();
        fs::create_dir_all(case.path().join("a/b")).unwrap();
        fs::write(case.path().join(mark), "").unwrap();
        for inside in ["people.age", "a/b/people.age", "a/../people.age"] {
            let inside = shown(&case.path().join(inside));
            assert!(said(&vault(&["new", &inside, &recipient], ""), 2).contains("handed on"));
        }
        // One that was carried there is not opened there.
        fs::copy(made.path("people.age"), case.path().join("people.age")).unwrap();
        let (inside, key) = (shown(&case.path().join("people.age")), shown(&made.path("custodian")));
        assert!(said(&vault(&["show", &inside, "A03", "--identity", &key], ""), 2).contains("handed on"));
    }
}

#[test]
fn wrong_words_are_refused() {
    let made = Made::new();
    said(&made.run("add", "custodian", &["A03"], NAME), 0);
    let before = made.bytes();
    assert!(said(&made.run("add", "custodian", &["A03"], "another"), 2).contains("taken"));
    assert!(said(&made.run("add", "custodian", &["A04"], " \n"), 2).contains("nothing"));
    assert!(said(&made.run("add", "custodian", &["no name"], NAME), 2).contains("no name"));
    assert!(said(&made.run("show", "people.age", &["A03"], ""), 2).contains("no identity"));
    assert!(said(&made.run("show", "nothing", &["A03"], ""), 2).contains("nothing"));
    let again = vault(&["new", &shown(&made.path("people.age")), &format!("--recipient=x={}", made.keys[0])], "");
    assert!(said(&again, 2).contains("never written over"));
    assert!(said(&vault(&["key", &shown(&made.path("custodian"))], ""), 2).contains("never written over"));
    assert_eq!(made.bytes(), before);
    #[cfg(unix)]
    {
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
        fs::set_permissions(made.path("custodian"), open).unwrap();
        assert!(said(&made.run("show", "custodian", &["A03"], ""), 2).contains("chmod 600"));
    }
}
