//! The built-in catalogue: the text of each provider's TOML file, by name.

/// A file of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// The provider's name, which is the file's name without `.toml`.
    pub name: &'static str,
    /// The text.
    pub text: &'static str,
}

macro_rules! catalogue {
    ($($name:literal)*) => {
        /// Every file of the catalogue, by name in alphabetical order.
        pub static CATALOGUE: &[File] = &[
            $(File {
                name: $name,
                text: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $name, ".toml")),
            },)*
        ];
    };
}

include!(concat!(env!("OUT_DIR"), "/catalogue.rs"));

/// The file of that name.
pub fn find(name: &str) -> Option<File> {
    CATALOGUE.iter().find(|file| file.name == name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_folder_is_in_the_catalogue_once() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut names: Vec<String> = folder
            .read_dir()
            .expect("the folder of this crate is there")
            .map(|entry| entry.expect("its entries can be read").path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
            .filter(|name| name != "Cargo")
            .collect();
        names.sort_unstable();
        assert_eq!(CATALOGUE.iter().map(|file| file.name).collect::<Vec<_>>(), names);
    }

    #[test]
    fn a_file_is_found_by_its_name() {
        for file in CATALOGUE {
            assert_eq!(find(file.name), Some(*file));
            assert!(file.text.contains("schema"), "{}", file.name);
        }
        assert_eq!(find("Cargo"), None);
    }
}
