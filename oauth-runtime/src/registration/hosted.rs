//! Clients whose identifier is the address of a document about them, which the application hosts (OAuth Client ID
//! Metadata Document, draft-ietf-oauth-client-id-metadata-document): nobody registers them.

use serde_json::Value as Json;
use url::Url;

use super::metadata::{ClientMetadata, NO_KEYS};
use crate::builder::ClientBuilder;
use crate::core::Settings;
use crate::error::{ConfigurationError, Error, shown};
use crate::provider::Provider;

impl<P: Provider> ClientBuilder<P> {
    /// The document that the application must serve, as `application/json`, at the https address that is its
    /// client id: whoever asks there learns which redirect URIs are the client's. Whatever the builder and the
    /// declaration know is in it, as in a registration.
    ///
    /// Where the provider's metadata was fetched, it must say that it takes such clients.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the client id is no such address, if there are no redirect URIs, or if the
    /// client would authenticate with a secret that both sides know, which a public document cannot arrange.
    pub fn client_id_document(&self, metadata: &ClientMetadata) -> Result<String, Error> {
        self.settings.client_id_document(metadata)
    }
}

impl Settings {
    fn client_id_document(&self, metadata: &ClientMetadata) -> Result<String, Error> {
        let mut problems = Vec::new();
        let id = self.client_id.as_deref().unwrap_or_default();
        problems.extend(wrong_address(id).map(|why| {
            format!("the client id `{}` {why}, so no document can be hosted there", shown(id))
        }));
        let taken = self.discovered.as_ref().is_none_or(|found| {
            let said = found.members().get("client_id_metadata_document_supported");
            said == Some(&Json::Bool(true))
        });
        if !taken {
            problems.push(format!(
                "the metadata of {} does not say that it takes clients by a document of theirs \
                 (`client_id_metadata_document_supported`): call `.register(…)` instead",
                self.spec.title
            ));
        }
        let mut metadata = metadata.clone();
        if metadata.token_endpoint_auth_method.is_none() {
            let mut ways = self.spec.client.authentication.iter().map(|way| way.name());
            let public = ways.find(|way| matches!(*way, "none" | "private_key_jwt"));
            metadata.token_endpoint_auth_method = public.map(str::to_owned);
        }
        let way = metadata.token_endpoint_auth_method.as_deref().unwrap_or_default();
        let has_keys =
            metadata.jwks.is_some() || metadata.jwks_uri.is_some() || self.own_keys().is_some();
        if way.is_empty() || way.starts_with("client_secret") {
            problems.push(
                "a client with a document authenticates with `none` or with a key of its own: set \
                 `token_endpoint_auth_method`"
                    .to_owned(),
            );
        } else if way == "private_key_jwt" && !has_keys {
            problems.push(NO_KEYS.to_owned());
        }
        let secrets = ["client_secret", "client_secret_expires_at"];
        if let Some(secret) = secrets.iter().find(|name| metadata.extra.contains_key(**name)) {
            problems.push(format!("`{secret}` has no place in a document that anybody can read"));
        }
        let mut document = metadata.document(self);
        if !document.contains_key("redirect_uris") {
            problems.push(
                "there are no redirect URIs: call `.redirect_uri(…)`, or set `redirect_uris`"
                    .to_owned(),
            );
        }
        if !problems.is_empty() {
            return Err(ConfigurationError::all(problems).into());
        }
        // Compared letter by letter with the address.
        document.insert("client_id".to_owned(), id.into());
        Ok(format!("{:#}", Json::Object(document)))
    }
}

/// Why that is no address of such a document.
fn wrong_address(id: &str) -> Option<&'static str> {
    let Ok(url) = Url::parse(id) else { return Some("is no URL") };
    let path = id.split_once("://").and_then(|(_, rest)| rest.split_once('/'));
    let has_dots = |path: &str| {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        path.split('/').any(|part| matches!(part, "." | ".."))
    };
    if url.scheme() != "https" {
        Some("does not begin with `https://`")
    } else if !url.username().is_empty() || url.password().is_some() {
        Some("names a user")
    } else if url.fragment().is_some() {
        Some("has a fragment")
    } else if url.query().is_some() {
        Some("has a query")
    } else if path.is_none_or(|(_, path)| path.is_empty()) {
        Some("has no path")
    } else if path.is_some_and(|(_, path)| has_dots(path)) {
        Some("has `.` or `..` in its path")
    } else if url.as_str() != id {
        Some("is not written as URLs are compared")
    } else {
        None
    }
}
