//! Portico: a server that manages the users of customer portals. This crate only wires: configuration, command line, server.

mod cli;
mod config;
mod failure;
mod installation;
mod key_file;
mod metrics;
mod progress;
mod serve;

use clap::Parser as _;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Where even the error stream is gone, the exit code has to do.
            writeln!(std::io::stderr(), "portico: {failure}").ok();
            ExitCode::FAILURE
        }
    }
}
