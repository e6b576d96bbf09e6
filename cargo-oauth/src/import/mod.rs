//! `cargo oauth import`: what a metadata document states, as a provider file.
//!
//! RFC 8414 and OpenID Connect Discovery describe an authorization server, RFC 9728 a resource that
//! names its authorization servers.

mod client;
mod fetch;
mod metadata;
mod stated;

use std::path::Path;

use oauth_spec::SourceFile;
use serde_json::Value;

use crate::draft::{Draft, Source, name_of};
use crate::style::{mistake, report, say};

/// Prints the provider file for a document. Whether there is one, and it is right.
pub(crate) fn run(wanted: &str, name: Option<&str>) -> bool {
    let draft = match import(wanted, name) {
        Ok(draft) => draft,
        Err(message) => {
            mistake(message);
            return false;
        }
    };
    let text = draft.to_toml();
    say(text.trim_end());
    // What the document states can be what no file may say: an address without https, a hole.
    let checked = oauth_spec::compile(&SourceFile::new("the printed file", text));
    checked.inspect_err(report).is_ok()
}

fn import(wanted: &str, name: Option<&str>) -> Result<Draft, String> {
    let is_url = wanted.starts_with("https://") || wanted.starts_with("http://");
    let (mut document, mut origin) = if is_url {
        let (document, url) = fetch::any(wanted)?;
        (document, Origin::Url(url))
    } else {
        (read(Path::new(wanted))?, Origin::file(Path::new(wanted)))
    };
    let mut resource = None;
    // What a resource needs is said by its first authorization server.
    if document.get("token_endpoint").is_none()
        && let Some(server) = document.pointer("/authorization_servers/0").and_then(Value::as_str)
    {
        let (found, url) = fetch::authorization_server(server)?;
        let said = std::mem::replace(&mut document, found);
        resource = Some((said, std::mem::replace(&mut origin, Origin::Url(url))));
    }
    let mut draft = metadata::draft(&document)?;
    // What the document links to was not read, so it comes after what was.
    draft.documents.insert(0, origin.source("metadata", "Metadata of the authorization server"));
    stated::proofs(&mut draft, &document, resource.as_ref().map(|(resource, _)| resource));
    if let Some((resource, origin)) = resource {
        draft.documents.insert(1, origin.source("resource", "Metadata of the resource"));
        metadata::resource(&mut draft, &resource);
        stated::other_servers(&mut draft, &resource);
    }
    if let Some(name) = name {
        draft.name = name_of(name)?;
        name.clone_into(&mut draft.title);
    }
    Ok(draft)
}

/// Where a document comes from.
enum Origin {
    Url(String),
    /// The name of a file. The folder that it is in means nothing to others.
    File(String),
}

impl Origin {
    fn file(path: &Path) -> Self {
        let name = path.file_name().map(std::ffi::OsStr::to_string_lossy);
        Self::File(name.unwrap_or_default().into_owned())
    }

    fn source(self, id: &'static str, title: &str) -> Source {
        match self {
            Self::Url(url) => Source { id, title: title.to_owned(), url: Some(url) },
            Self::File(name) => Source { id, title: format!("{title} ({name})"), url: None },
        }
    }
}

fn read(path: &Path) -> Result<Value, String> {
    let text = std::fs::read(path).map_err(|error| {
        let help = "name a JSON file, or an address with its `https://`";
        format!("cannot read `{}`: {error}\n= help: {help}", path.display())
    })?;
    serde_json::from_slice(&text).map_err(|error| {
        format!(
            "`{}` is not a metadata document: {error}\n= help: it is JSON, as RFC 8414, section 3.2 shows",
            path.display()
        )
    })
}
