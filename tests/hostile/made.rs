//! Attacks made here, because they are too large, too deep or too crooked to be kept as files.

use crate::door::Door;
use crate::ground::{new_key, put, scan};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// Its name, where it stands, and what it does to a case, a published case or a pack.
pub type Attack = (&'static str, Door, fn(&Path));

const PUBLISHED: Door = Door::Published("");
const PACK: Door = Door::Pack("");

pub const ATTACKS: &[Attack] = &[
    // A case folder.
    ("case/name that commands a terminal", Door::Case, |case| {
        set(case, "case.toml", "Hostile files", "\\u001b]0;owned\\u0007\\u001b[2J\\u202e\\u2066 name\\u009b1m");
    }),
    ("case/coordinates of 1e308", Door::Case, |case| set(case, "landmarks.geojson", "127.1230", "1e308")),
    ("case/coordinates of -0 and 1e-320", Door::Case, |case| {
        set(case, "landmarks.geojson", "127.1230, 39.1230", "-0.0, 1e-320")
    }),
    ("case/settings of 600 KiB", Door::Case, |case| append(case, "case.toml", &"# x\n".repeat(150_000))),
    ("case/incidents in one line of 9 MB", Door::Case, |case| put(&case.join("incidents.csv"), &vec![b'a'; 9 << 20])),
    ("case/incidents of 60 000 rows", Door::Case, |case| {
        put(&case.join("incidents.csv"), format!("id,date\n{}", "x,2001\n".repeat(60_000)).as_bytes());
    }),
    ("case/21 000 files of sheets", Door::Case, |case| {
        (0..21_000).for_each(|n| put(&case.join(format!("sketches/s{n}.toml")), b""));
    }),
    ("case/scan that is a pipe", Door::Case, |case| {
        scan(case, "A01-1.png", b"");
        pipe(&case.join("sketches/A01-1.png"));
    }),
    ("case/settings that are a pipe", Door::Case, |case| pipe(&case.join("case.toml"))),
    ("case/settings that are a link", Door::Case, |case| link("/etc/hostname", &case.join("case.toml"))),
    ("case/accounts that are a link", Door::Case, |case| {
        fs::remove_dir_all(case.join("accounts")).unwrap();
        symlink("../outside", case.join("accounts")).unwrap();
    }),
    ("case/scan of 600 MB", Door::Case, |case| {
        scan(case, "A01-1.png", b"");
        sparse(&case.join("sketches/A01-1.png"), 600 << 20);
    }),
    ("case/scan of 190 MB of zeros behind a header", Door::Case, |case| {
        scan(case, "A01-1.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\x08\x02\0\0\0");
        sparse(&case.join("sketches/A01-1.png"), 190 << 20);
    }),
    ("case/raster of 17 GiB", Door::Case, |case| {
        put(&case.join("imagery/image.toml"), b"id = \"image\"\nfile = \"image.tif\"\n");
        put(&case.join("imagery/image.tif"), b"II*\0");
        sparse(&case.join("imagery/image.tif"), 17 << 30);
    }),
    ("case/raster of 15 GiB of zeros behind a header", Door::Case, |case| {
        put(&case.join("imagery/image.toml"), b"id = \"image\"\nfile = \"image.tif\"\n");
        put(&case.join("imagery/image.tif"), b"II*\0\x08\0\0\0");
        sparse(&case.join("imagery/image.tif"), 15 << 30);
    }),
    // A custody log: `custody.jsonl` with one line, and its head.
    ("log/line of 100 MB", Door::Log, |case| log(case, &"x".repeat(100 << 20))),
    ("log/a million lines", Door::Log, |case| log(case, &"{}\n".repeat(1_000_000))),
    ("log/depth of 100 000", Door::Log, |case| log(case, &("[".repeat(100_000) + "\n"))),
    ("log/of 300 MB", Door::Log, |case| sparse(&case.join("custody.jsonl"), 300 << 20)),
    ("log/zeros", Door::Log, |case| log(case, &"\0".repeat(4096))),
    ("log/pipe", Door::Log, |case| pipe(&case.join("custody.jsonl"))),
    ("log/link", Door::Log, |case| link("/etc/hostname", &case.join("custody.jsonl"))),
    ("log/head of 300 MB", Door::Log, |case| sparse(&case.join("custody.head"), 300 << 20)),
    ("log/head that is a pipe", Door::Log, |case| pipe(&case.join("custody.head"))),
    ("log/head that is a link", Door::Log, |case| link("/etc/hostname", &case.join("custody.head"))),
    ("log/original outside the case", Door::Log, |case| leading_out(case, "../outside/secret.tif")),
    ("log/original at an absolute path", Door::Log, |case| leading_out(case, "/etc/hostname")),
    ("log/name that commands a terminal", Door::Log, |case| {
        leading_out(case, "\\u001b[2J\\u202e.tif");
    }),
    ("log/originals that are a link", Door::Log, |case| {
        fs::remove_dir_all(case.join("originals")).unwrap();
        symlink("../outside", case.join("originals")).unwrap();
    }),
    ("log/torn end of 100 MB", Door::Log, |case| append(case, "custody.jsonl", &"x".repeat(100 << 20))),
    // A published folder.
    ("published/bundle of depth 100 000", PUBLISHED, |case| bundle(case, |_| "[".repeat(100_000))),
    ("published/bundle of 40 million brackets", PUBLISHED, |case| {
        bundle(case, |_| format!("[{}[]]", "[],".repeat(20_000_000)));
    }),
    ("published/bundle of 600 MB", PUBLISHED, |case| sparse(&case.join("published/bundle.json"), 600 << 20)),
    ("published/coordinates of 1e308", PUBLISHED, |case| coordinates(case, "1e308")),
    ("published/coordinates of 1e999", PUBLISHED, |case| coordinates(case, "1e999")),
    ("published/coordinates that are no number", PUBLISHED, |case| coordinates(case, "NaN")),
    ("published/id that leads out", PUBLISHED, |case| {
        bundle(case, |text| text.replace("\"building-kitchen\"", "\"../../../outside/evil\""));
    }),
    ("published/names that command", PUBLISHED, |case| {
        bundle(case, |text| text.replace("\"Example compound", "\"\\u001b[2J\\u202e</script><script>alert(1)//"));
    }),
    ("published/file that leads out", PUBLISHED, |case| {
        bundle(case, |text| text.replace("layers/walls.geojson", "layers/../../../outside/secret.tif"));
    }),
    ("published/bundle that is a link", PUBLISHED, |case| link("/etc/hostname", &case.join("published/bundle.json"))),
    ("published/bundle that is a pipe", PUBLISHED, |case| pipe(&case.join("published/bundle.json"))),
    ("published/model that is a pipe", PUBLISHED, |case| pipe(&case.join("published/model.glb"))),
    ("published/model that says it has 4 GiB", PUBLISHED, |case| {
        model(case, |glb| glb[8..12].copy_from_slice(&u32::MAX.to_le_bytes()));
    }),
    ("published/model whose JSON has no end", PUBLISHED, |case| {
        model(case, |glb| glb[12..16].copy_from_slice(&u32::MAX.to_le_bytes()));
    }),
    ("published/model of brackets", PUBLISHED, |case| model(case, |glb| glb[20..100_020].fill(b'['))),
    ("published/model without a buffer", PUBLISHED, |case| model(case, |glb| glb.truncate(glb.len() / 2))),
    ("published/model with a broken picture", PUBLISHED, |case| {
        model(case, |glb| {
            let at = glb.windows(3).rposition(|part| part == [0xff, 0xd8, 0xff]).unwrap();
            glb[at + 200..at + 4000].fill(0xff);
        });
    }),
    // A pack.
    ("pack/manifest that leads out", PACK, |pack| line(pack, "../outside/secret.tif")),
    ("pack/manifest that leads out, signed", PACK, |pack| {
        line(pack, "../outside/secret.tif");
        sign(pack);
    }),
    ("pack/manifest with an absolute path, signed", PACK, |pack| {
        line(pack, "/etc/hostname");
        sign(pack);
    }),
    ("pack/manifest with a name that commands, signed", PACK, |pack| {
        line(pack, "data/\u{1b}[2J\u{202e}x");
        sign(pack);
    }),
    ("pack/manifest of a million lines", PACK, |pack| lines(pack, 1_000_000)),
    ("pack/manifest of a million lines, signed", PACK, |pack| {
        lines(pack, 1_000_000);
        sign(pack);
    }),
    ("pack/manifest in one line of 100 MB", PACK, |pack| append(pack, "manifest-sha256.txt", &"a".repeat(100 << 20))),
    ("pack/manifest of 300 MB", PACK, |pack| sparse(&pack.join("manifest-sha256.txt"), 300 << 20)),
    ("pack/manifest that is a pipe", PACK, |pack| pipe(&pack.join("manifest-sha256.txt"))),
    ("pack/file that is a link", PACK, |pack| link("/etc/hostname", &pack.join("data/disclosure.csv"))),
    ("pack/file that is a pipe", PACK, |pack| pipe(&pack.join("data/disclosure.csv"))),
    ("pack/folder that is a link", PACK, |pack| symlink("/etc", pack.join("data/etc")).unwrap()),
    ("pack/folder that is a link to itself", PACK, |pack| symlink(".", pack.join("data/again")).unwrap()),
    ("pack/name that commands a terminal", PACK, |pack| put(&pack.join("data/\u{1b}[2J\u{202e}\nx"), b"")),
    ("pack/200 folders in one another", PACK, |pack| put(&pack.join("data").join("d/".repeat(200)).join("x"), b"")),
    ("pack/signature of 2 MB", PACK, |pack| sparse(&pack.join("tagmanifest-sha256.txt.sig"), 2 << 20)),
    ("pack/signature of noise", PACK, |pack| put(&pack.join("tagmanifest-sha256.txt.sig"), &[0x9b; 4000])),
    ("pack/signers that command a terminal", PACK, |pack| {
        put(&pack.join("allowed_signers"), b"\x1b[2J ssh-ed25519 AAAA\n")
    }),
    ("pack/case of depth 100 000, signed", PACK, |pack| {
        put(&pack.join("data/case/landmarks.geojson"), "[".repeat(100_000).as_bytes());
        sign(pack);
    }),
    ("pack/imagery that leads out, signed", PACK, |pack| {
        put(
            &pack.join("data/case/imagery/2019-10-03.toml"),
            b"id = \"2019-10-03\"\nfile = \"../../../../outside/secret.tif\"\n",
        );
        sign(pack);
    }),
];

fn set(folder: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(folder.join(file)).unwrap();
    assert!(text.contains(from), "{file} has no {from:?}");
    fs::write(folder.join(file), text.replacen(from, to, 1)).unwrap();
}

fn append(folder: &Path, file: &str, text: &str) {
    put(&folder.join(file), &[fs::read(folder.join(file)).unwrap(), text.as_bytes().to_vec()].concat());
}

/// Makes a file larger without filling the disk.
fn sparse(path: &Path, bytes: u64) {
    File::options().append(true).open(path).unwrap().set_len(bytes).unwrap();
}

/// A file that never ends and that nobody writes to: whoever opens it waits.
fn pipe(path: &Path) {
    let _ = fs::remove_file(path);
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn link(to: &str, path: &Path) {
    let _ = fs::remove_file(path);
    symlink(to, path).unwrap();
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Puts another log in the place of this one.
fn log(case: &Path, text: &str) {
    put(&case.join("custody.jsonl"), text.as_bytes());
}

/// A log that holds together and lists an original elsewhere.
fn leading_out(case: &Path, to: &str) {
    let text = fs::read_to_string(case.join("custody.jsonl")).unwrap();
    let start = text.find("originals/sha256/").unwrap();
    let end = start + text[start..].find('"').unwrap();
    let text = format!("{}{to}{}", &text[..start], &text[end..]);
    put(&case.join("custody.jsonl"), text.as_bytes());
    put(&case.join("custody.head"), format!("{}\n", hex(text.trim_end().as_bytes())).as_bytes());
}

fn bundle(case: &Path, change: fn(&str) -> String) {
    let path = case.join("published/bundle.json");
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(&text);
    assert_ne!(text, changed, "nothing was changed");
    put(&path, changed.as_bytes());
}

/// Puts another number in the place of the first coordinate of every point of `bundle.json`.
fn coordinates(case: &Path, number: &str) {
    let path = case.join("published/bundle.json");
    let mut root: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
    for node in root["nodes"].as_array_mut().unwrap() {
        let point =
            node.as_object_mut().unwrap().values_mut().find(|value| value.as_array().is_some_and(|a| a.len() >= 2));
        point.unwrap()[0] = Value::from("number");
    }
    put(&path, root.to_string().replace("\"number\"", number).as_bytes());
}

/// Changes `model.glb`, and says in `bundle.json` that it is what was published.
fn model(case: &Path, change: fn(&mut Vec<u8>)) {
    let path = case.join("published/model.glb");
    let mut glb = fs::read(&path).unwrap();
    let was = hex(&glb);
    change(&mut glb);
    put(&path, &glb);
    set(case, "published/bundle.json", &was, &hex(&glb));
}

/// One more file in the manifest.
fn line(pack: &Path, name: &str) {
    append(pack, "manifest-sha256.txt", &format!("{}  {name}\n", hex(b"TOP-SECRET-BYTES")));
}

fn lines(pack: &Path, count: usize) {
    let text: String = (0..count).map(|n| format!("{n:064x}  data/{n}\n")).collect();
    append(pack, "manifest-sha256.txt", &text);
}

/// Writes everything anew that a pack hangs on, and signs it with a key of somebody else.
fn sign(pack: &Path) {
    let tags = ["VERIFY.txt", "allowed_signers", "bag-info.txt", "bagit.txt", "manifest-sha256.txt", "verify.sh"];
    let key = pack.with_file_name("thief");
    new_key(&key);
    let public = fs::read_to_string(key.with_extension("pub")).unwrap();
    let signers = format!("custodian namespaces=\"release@locus/v1\" {public}");
    put(&pack.join("allowed_signers"), signers.as_bytes());
    let manifest: String = fs::read_to_string(pack.join("manifest-sha256.txt")).unwrap();
    let now = |line: &str| {
        let (_, name) = line.split_once("  ").unwrap();
        let there = fs::read(pack.join(name)).ok().filter(|_| name.starts_with("data/case/"));
        there.map_or_else(|| line.to_owned(), |bytes| format!("{}  {name}", hex(&bytes))) + "\n"
    };
    put(&pack.join("manifest-sha256.txt"), manifest.lines().map(now).collect::<String>().as_bytes());
    let tag = |name: &str| format!("{}  {name}\n", hex(&fs::read(pack.join(name)).unwrap()));
    put(&pack.join("tagmanifest-sha256.txt"), tags.map(tag).concat().as_bytes());
    fs::remove_file(pack.join("tagmanifest-sha256.txt.sig")).unwrap();
    let words = ["-q", "-Y", "sign", "-n", "release@locus/v1", "-f"];
    let mut ssh = Command::new("ssh-keygen");
    ssh.args(words).arg(&key).arg(pack.join("tagmanifest-sha256.txt"));
    assert!(ssh.output().unwrap().status.success());
}
