//! The build script's door: the built-in catalogue, and the files of this crate.

fn main() {
    oauth_codegen::CATALOGUE
        .iter()
        .fold(oauth_codegen::Build::new(), |build, file| build.catalogue(file.name))
        .folder("providers")
        .run();
}
