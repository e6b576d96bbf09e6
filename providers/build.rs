//! Lists the folder: a file is in the catalogue because it is there.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, error, fs};

fn main() -> Result<(), Box<dyn error::Error>> {
    // The folder, for files that come and go.
    println!("cargo::rerun-if-changed=.");
    let mut names = Vec::new();
    for entry in fs::read_dir(".")? {
        let path = entry?.path();
        let is_toml = path.extension().is_some_and(|extension| extension == "toml");
        let name = path.file_stem().and_then(|name| name.to_str()).ok_or("a name in UTF-8")?;
        if is_toml && name != "Cargo" {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    let mut list = String::from("catalogue! {\n");
    for name in names {
        writeln!(list, "    {name:?}")?;
    }
    list.push_str("}\n");
    let folder = env::var_os("OUT_DIR").ok_or("Cargo says where to write")?;
    fs::write(Path::new(&folder).join("catalogue.rs"), list)?;
    Ok(())
}
