//! What a process gives up before it looks at a file that may be hostile: memory, time, the disk, the network, other
//! programs. None of it can be taken back.
//!
//! | | Linux | other Unix |
//! |---|---|---|
//! | memory, time, files written, open files, core dumps (`setrlimit`) | yes | as far as the system keeps them |
//! | files opened, read, made, changed (Landlock) | yes, from Linux 5.13 on where it is switched on | no |
//! | sockets, programs, processes, signals, owners and modes of files (seccomp) | yes, on x86-64, AArch64, RISC-V | no |

#[cfg(unix)]
use locus_model::limits::worker as limits;
#[cfg(unix)]
use rlimit::Resource;

/// Gives it all up. Whatever this system has for it has to work; what it does not have is left out.
pub fn confine() -> Result<(), String> {
    #[cfg(target_os = "linux")]
    linux::confine_files().map_err(|e| format!("Landlock: {e}"))?;
    #[cfg(unix)]
    limit().map_err(|e| format!("setrlimit: {e}"))?;
    #[cfg(target_os = "linux")]
    linux::confine_calls().map_err(|e| format!("seccomp: {e}"))?;
    Ok(())
}

#[cfg(unix)]
fn limit() -> std::io::Result<()> {
    let limits = [
        (Resource::AS, limits::MEMORY_BYTES),
        (Resource::CPU, limits::CPU_S),
        (Resource::FSIZE, 0),
        (Resource::NOFILE, limits::OPEN_FILES),
        (Resource::CORE, 0),
    ];
    for (resource, limit) in limits {
        let (_, hard) = resource.get()?;
        resource.set(limit.min(hard), limit.min(hard))?;
    }
    Ok(())
}

#[cfg(target_os = "linux")]
mod linux {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, PathBeneath, Ruleset, RulesetAttr, RulesetCreatedAttr, RulesetError, Scope,
    };
    use seccompiler::{
        BpfProgram, Error, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
        TargetArch, apply_filter,
    };
    use std::collections::BTreeMap;
    use std::io::stdin;

    /// No file but the one on standard input, and that to be read; no connection; no signal to others.
    pub fn confine_files() -> Result<(), RulesetError> {
        let abi = ABI::V6;
        let rules = Ruleset::default()
            .handle_access(AccessFs::from_all(abi))?
            .handle_access(AccessNet::from_all(abi))?
            .scope(Scope::from_all(abi))?
            .create()?;
        // GDAL opens the file anew. A pipe has no place on the disk: there is nothing to allow.
        let is_file = std::fs::metadata("/dev/fd/0").is_ok_and(|input| input.is_file());
        let input = is_file.then(|| PathBeneath::new(stdin(), AccessFs::ReadFile));
        rules.add_rules(input.map(Ok::<_, RulesetError>))?.restrict_self()?;
        Ok(())
    }

    /// Calls that no decoder makes. They fail as they do on a system that does not have them.
    const REFUSED: &[i64] = &[
        // Other machines and other processes.
        libc::SYS_socket,
        libc::SYS_socketpair,
        libc::SYS_connect,
        libc::SYS_bind,
        libc::SYS_listen,
        libc::SYS_accept,
        libc::SYS_accept4,
        libc::SYS_sendto,
        libc::SYS_sendmsg,
        libc::SYS_sendmmsg,
        libc::SYS_kill,
        libc::SYS_tkill,
        libc::SYS_pidfd_open,
        libc::SYS_pidfd_getfd,
        libc::SYS_pidfd_send_signal,
        libc::SYS_ptrace,
        libc::SYS_process_vm_readv,
        libc::SYS_process_vm_writev,
        // Other programs. What `clone3` is asked for cannot be looked at; without it, threads are made by `clone`.
        libc::SYS_execve,
        libc::SYS_execveat,
        libc::SYS_clone3,
        // Owners, modes, times and attributes of files, which Landlock does not keep.
        libc::SYS_fchmod,
        libc::SYS_fchmodat,
        libc::SYS_fchown,
        libc::SYS_fchownat,
        libc::SYS_utimensat,
        libc::SYS_setxattr,
        libc::SYS_lsetxattr,
        libc::SYS_fsetxattr,
        libc::SYS_removexattr,
        libc::SYS_lremovexattr,
        libc::SYS_fremovexattr,
        // Ways around all this, and into the kernel.
        libc::SYS_io_uring_setup,
        libc::SYS_open_by_handle_at,
        libc::SYS_unshare,
        libc::SYS_setns,
        libc::SYS_mount,
        libc::SYS_umount2,
        libc::SYS_chroot,
        libc::SYS_pivot_root,
        libc::SYS_bpf,
        libc::SYS_perf_event_open,
        libc::SYS_userfaultfd,
        libc::SYS_keyctl,
        libc::SYS_add_key,
        libc::SYS_request_key,
        libc::SYS_init_module,
        libc::SYS_finit_module,
        libc::SYS_kexec_load,
    ];

    /// Calls of the same kind that newer processors have no more.
    #[cfg(target_arch = "x86_64")]
    const REFUSED_BEFORE: &[i64] = &[
        libc::SYS_fork,
        libc::SYS_vfork,
        libc::SYS_chmod,
        libc::SYS_chown,
        libc::SYS_lchown,
        libc::SYS_utime,
        libc::SYS_utimes,
        libc::SYS_futimesat,
    ];
    #[cfg(not(target_arch = "x86_64"))]
    const REFUSED_BEFORE: &[i64] = &[];

    pub fn confine_calls() -> Result<(), Error> {
        let Ok(arch) = TargetArch::try_from(std::env::consts::ARCH) else { return Ok(()) };
        let always = REFUSED.iter().chain(REFUSED_BEFORE).map(|call| (*call, Vec::new()));
        let mut rules: BTreeMap<i64, Vec<SeccompRule>> = always.collect();
        rules.insert(libc::SYS_clone, vec![another_process().map_err(Error::Backend)?]);
        let refuse = SeccompAction::Errno(libc::ENOSYS as u32);
        let filter = SeccompFilter::new(rules, SeccompAction::Allow, refuse, arch).map_err(Error::Backend)?;
        let program: BpfProgram = filter.try_into().map_err(Error::Backend)?;
        apply_filter(&program)
    }

    /// A `clone` that makes no thread.
    fn another_process() -> Result<SeccompRule, seccompiler::BackendError> {
        let no_thread = SeccompCmpOp::MaskedEq(libc::CLONE_THREAD as u64);
        SeccompRule::new(vec![SeccompCondition::new(0, SeccompCmpArgLen::Qword, no_thread, 0)?])
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::fs::{self, File};
    use std::io::Read;
    use std::net::{TcpListener, TcpStream, UdpSocket};
    use std::os::unix::net::UnixStream;
    use std::process::{Command, Stdio};

    const PORT: &str = "LOCUS_TEST_PORT";

    /// Tries what a decoder that a file has taken over would try. Without confinement every one of these succeeds.
    fn attempts(port: u16) -> Vec<(&'static str, bool)> {
        let folder = std::env::temp_dir();
        let made = folder.join(format!("locus-prisoner-{}", std::process::id()));
        vec![
            ("reads another file", File::open("/proc/version").is_ok()),
            ("lists a folder", fs::read_dir("/").is_ok()),
            ("makes a file", File::create(&made).is_ok()),
            ("makes a folder", fs::create_dir(made.with_extension("d")).is_ok()),
            ("calls another machine", TcpStream::connect(("127.0.0.1", port)).is_ok()),
            ("sends to another machine", UdpSocket::bind("127.0.0.1:0").is_ok()),
            ("speaks to another process", UnixStream::pair().is_ok()),
            ("starts a program", Command::new("true").stdin(Stdio::null()).status().is_ok()),
            ("takes 2 GiB", Vec::<u8>::new().try_reserve_exact(2 << 30).is_ok()),
        ]
    }

    /// One attempt a line, and whether it succeeded; then whether the file on standard input can be read.
    #[test]
    #[ignore = "gives up its process: the test below runs it in one of its own"]
    fn prisoner() {
        let port = std::env::var(PORT).unwrap().parse().unwrap();
        if std::env::var_os("LOCUS_TEST_FREE").is_none() {
            confine().unwrap();
        }
        for (attempt, succeeded) in attempts(port) {
            println!("attempt: {attempt}: {succeeded}");
        }
        let mut text = String::new();
        let read = File::open("/dev/fd/0").and_then(|mut file| file.read_to_string(&mut text));
        println!("attempt: reads its file: {}", read.is_ok() && text == "the file");
        println!("attempt: starts a thread: {}", std::thread::Builder::new().spawn(|| ()).is_ok());
    }

    /// The attempts of a prisoner that succeeded.
    fn succeeded(confined: bool) -> Vec<String> {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "the file").unwrap();
        let mut prisoner = Command::new(std::env::current_exe().unwrap());
        prisoner
            .args(["--exact", "worker::confine::tests::prisoner", "--ignored", "--nocapture"])
            .env(PORT, listener.local_addr().unwrap().port().to_string())
            .env("TMPDIR", folder.path())
            .stdin(File::open(&file).unwrap());
        if !confined {
            prisoner.env("LOCUS_TEST_FREE", "yes");
        }
        let output = prisoner.output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        let attempts: Vec<&str> = told.lines().filter_map(|line| Some(line.split_once("attempt: ")?.1)).collect();
        assert_eq!(attempts.len(), 11, "{told}{}", String::from_utf8_lossy(&output.stderr));
        attempts.iter().filter_map(|attempt| attempt.strip_suffix(": true")).map(str::to_owned).collect()
    }

    #[test]
    fn gdal_worker_no_network_no_fs() {
        assert_eq!(succeeded(false).len(), 11, "an attempt that cannot succeed shows nothing");
        assert_eq!(succeeded(true), ["reads its file", "starts a thread"]);
    }
}
