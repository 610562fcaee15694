//! Benchmarks beside the programs people use today: see `README.md`.
