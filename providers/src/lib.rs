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
        pub const CATALOGUE: &[File] = &[
            $(File { name: $name, text: include_str!(concat!("../", $name, ".toml")) },)*
        ];
    };
}

catalogue! {
    "piggy"
    "pio"
    "podio"
}

/// The file of that name.
pub fn find(name: &str) -> Option<File> {
    CATALOGUE.iter().find(|file| file.name == name).copied()
}
