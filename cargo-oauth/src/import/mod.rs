//! `cargo oauth import`: what a metadata document states, as a provider file.
//!
//! RFC 8414 and OpenID Connect Discovery describe an authorization server, RFC 9728 a resource that
//! names its authorization servers.

mod fetch;
mod metadata;

use std::path::Path;

use serde_json::Value;

use crate::draft::{Draft, Source, name_of};
use crate::style::{mistake, say};

/// Prints the provider file for a document. Whether there is one.
pub(crate) fn run(wanted: &str, name: Option<&str>) -> bool {
    match import(wanted, name) {
        Ok(draft) => {
            say(draft.to_toml().trim_end());
            true
        }
        Err(message) => {
            mistake(message);
            false
        }
    }
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
    // A resource does not say much itself: its first authorization server does.
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
    if let Some((resource, origin)) = resource {
        draft.documents.insert(1, origin.source("resource", "Metadata of the resource"));
        metadata::resource(&mut draft, &resource);
    }
    if let Some(name) = name {
        draft.title = Some(name.to_owned());
        draft.name = name_of(name);
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
    let text = std::fs::read(path)
        .map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    serde_json::from_slice(&text).map_err(|error| {
        format!(
            "`{}` is not a metadata document: {error}\n= help: it is JSON, as RFC 8414, section 3.2 shows",
            path.display()
        )
    })
}
