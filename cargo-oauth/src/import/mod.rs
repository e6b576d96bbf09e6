//! `cargo oauth import`: what a metadata document states, as a provider file.
//!
//! RFC 8414 and OpenID Connect Discovery describe an authorization server, RFC 9728 a resource that
//! names its authorization servers.

mod fetch;
mod metadata;

use std::path::Path;

use serde_json::Value;

use crate::draft::{Draft, name_of};
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
    let (mut document, mut origin) =
        if is_url { fetch::any(wanted)? } else { (read(Path::new(wanted))?, None) };
    let mut resource = None;
    // A resource does not say much itself: its first authorization server does.
    if document.get("token_endpoint").is_none()
        && let Some(server) = document.pointer("/authorization_servers/0").and_then(Value::as_str)
    {
        let server = server.to_owned();
        let (found, from) = fetch::authorization_server(&server)?;
        resource = Some(std::mem::replace(&mut document, found));
        origin = from;
    }
    let mut draft = metadata::draft(&document)?;
    if let Some(resource) = &resource {
        metadata::resource(&mut draft, resource);
    }
    if let Some(origin) = origin {
        draft.documents.push(("Metadata of the authorization server".to_owned(), Some(origin)));
    }
    if let Some(name) = name {
        draft.title = Some(name.to_owned());
        draft.name = name_of(name);
    }
    Ok(draft)
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
