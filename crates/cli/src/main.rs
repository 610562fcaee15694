//! `locus`: case files in, an aligned plan, layers and a 3D model out.

mod args;
mod beside;
mod check;
mod custody;
mod explain;
mod export;
mod failure;
mod import;
mod intake;
mod locate;
mod new;
mod output;
mod pipeline;
mod quality;
mod reconstruct;
mod record;
mod release;
mod seal;
mod trace;
mod vault;
mod verify;
mod viewer;
mod withdraw;
mod worker;
mod write;

use args::{Cli, Command, Custody, Import};
use clap::Parser;
use failure::Failure;
use output::Output;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let output = Output { json: cli.json, quiet: cli.quiet };
    match run(&cli.command, &output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            output.failure(&failure);
            ExitCode::from(failure.code())
        }
    }
}

fn run(command: &Command, output: &Output) -> Result<(), Failure> {
    match command {
        Command::New(args) => new::run(args, output),
        Command::Check(args) => check::run(args, output),
        Command::Intake(args) => intake::run(args, output),
        Command::Import(Import::Pins(args)) => import::pins(args, output),
        Command::Import(Import::Controls(args)) => import::controls(args, output),
        Command::Import(Import::Trace(args)) => import::trace(args, output),
        Command::Trace(args) => trace::run(args, output),
        Command::Reconstruct(args) => reconstruct::run(args, output),
        Command::Explain(args) => explain::run(args, output),
        Command::Quality(args) => quality::run(args, output),
        Command::Locate(args) => locate::run(args, output),
        Command::Export(args) => export::run(args, output),
        Command::Release(args) => release::run(args, output),
        Command::Withdraw(args) => withdraw::run(args, output),
        Command::Custody(Custody::Verify(args)) => custody::verify(args, output),
        Command::Custody(Custody::Show(args)) => custody::show(args, output),
        Command::Custody(Custody::Recover(args)) => custody::recover(args, output),
        Command::Seal(args) => seal::run(args, output),
        Command::Verify(args) => verify::run(args, output),
        Command::Decode(args) => worker::serve(args),
        Command::Vault(args) => vault::run(args),
        Command::View(args) => viewer::run("view", args, output),
        Command::Render(args) => viewer::run("render", args, output),
    }
}
