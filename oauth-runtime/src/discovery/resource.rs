//! Which provider a protected resource trusts (RFC 9728): from a resource's address to an issuer.

use http::header::{ACCEPT, WWW_AUTHENTICATE};
use http::{HeaderValue, Request, Response, StatusCode};
use oauth_spec::ProviderSpec;
use serde_json::{Map, Value as Json};
use url::Url;

use super::address::inserted;
use crate::answer::unreadable;
use crate::challenge::parameters;
use crate::core::asking;
use crate::error::{Error, shown};
use crate::hosts::{is_secure, secure_url};
use crate::inner::InnerNetwork;
use crate::transport::Transport;
use crate::wipe::Wiped;

/// What messages call the resource, which has no declaration.
static RESOURCE: ProviderSpec = ProviderSpec { title: "the resource", ..ProviderSpec::STANDARD };

/// A protected resource whose metadata is asked for.
///
/// ```
/// # use oauth_runtime::{Error, Transport, discovery};
/// # async fn run(transport: &dyn Transport, header: &str) -> Result<(), Error> {
/// let resource = discovery::resource("https://mcp.example.com/v1")?;
/// let metadata = resource.ask(transport).await?;
/// // Or, where a call was refused already, with its `WWW-Authenticate`:
/// let metadata = resource.challenged(header)?.fetch(transport).await?;
/// // For a provider file whose issuer is a variable; with `.inner_network(InnerNetwork::Never)` on the builder,
/// // because somebody else has named it.
/// let issuer = metadata.issuer();
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    identifier: Url,
    address: Url,
    mirror: Option<Url>,
    inner: InnerNetwork,
}

/// What a protected resource says about itself (RFC 9728, 2).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ResourceMetadata {
    /// Its identifier: what the parameter `resource` of requests says (RFC 8707).
    pub resource: String,
    /// The issuers whose tokens it takes.
    pub authorization_servers: Vec<String>,
    /// The scopes that are used to get at it.
    pub scopes_supported: Vec<String>,
    /// Everything that was said.
    pub members: Map<String, Json>,
}

/// A protected resource, by the address that is asked there. Its metadata is at the well-known address, unless
/// [`Resource::challenged`] says otherwise.
///
/// # Errors
/// [`Error::Configuration`] if it is no https URL (http for loopback).
pub fn resource(url: &str) -> Result<Resource, Error> {
    let wrong = || {
        let message =
            "is no address of a resource: it must be an https URL without user and fragment";
        Error::configuration(format!("`{}` {message}", shown(url)))
    };
    let identifier = secure_url(url, &[]).filter(|url| url.fragment().is_none());
    let identifier = identifier.ok_or_else(wrong)?;
    let address = inserted(&identifier, "oauth-protected-resource");
    Ok(Resource { identifier, address, mirror: None, inner: InnerNetwork::Stated })
}

impl Resource {
    /// Takes the address of the metadata from `WWW-Authenticate` of the resource's own answer (RFC 9728, 5.1),
    /// if it is there.
    ///
    /// # Errors
    /// [`Error::Configuration`] if that is no https URL, or would lead from outside into an inner network.
    pub fn challenged(mut self, www_authenticate: &str) -> Result<Self, Error> {
        let mut said = parameters(www_authenticate).into_iter();
        let named = said.find(|(name, _)| name.eq_ignore_ascii_case("resource_metadata"));
        let Some((_, text)) = named else { return Ok(self) };
        let url = secure_url(&text, &[]).filter(|url| self.may_name(url));
        self.address = url.ok_or_else(|| {
            Error::configuration(format!(
                "the resource says that its metadata is at `{}`, and that is no address to ask: it must be \
                 https, and in no inner network where the resource is not",
                shown(&text)
            ))
        })?;
        Ok(self)
    }

    /// Sends the request to `MIRROR/HOST/PATH` instead: see
    /// [`ClientBuilder::mirror`](crate::ClientBuilder::mirror).
    ///
    /// # Errors
    /// [`Error::Configuration`] if the mirror is no https URL (http for loopback).
    pub fn mirror(mut self, url: &str) -> Result<Self, Error> {
        let mirror = Url::parse(url).ok().filter(|url| url.has_host() && is_secure(url));
        let wrong = || Error::configuration(format!("the mirror `{}` is no https URL", shown(url)));
        self.mirror = Some(mirror.ok_or_else(wrong)?);
        Ok(self)
    }

    /// Which requests may go into an inner network. By default only those to the resource's own host: it is the
    /// application that names the resource. Where somebody else does, say [`InnerNetwork::Never`].
    #[must_use]
    pub fn inner_network(self, inner: InnerNetwork) -> Self {
        Self { inner, ..self }
    }

    /// The request for the metadata.
    ///
    /// # Errors
    /// [`Error::Configuration`] if the address cannot be asked.
    pub fn request(&self) -> Result<Request<Vec<u8>>, Error> {
        self.get(&self.address)
    }

    fn get(&self, url: &Url) -> Result<Request<Vec<u8>>, Error> {
        let outside = self.inner.keeps_out(url, Some(&self.identifier));
        let mut request = asking("metadata", url, self.mirror.as_ref(), outside)?;
        request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
        Ok(request)
    }

    /// Reads the answer.
    ///
    /// # Errors
    /// [`Error::Unreadable`] if it is no metadata, is another resource's (RFC 9728, 3.3), or names a provider
    /// that is not https or, from outside, in an inner network.
    pub fn read(&self, response: Response<Vec<u8>>) -> Result<ResourceMetadata, Error> {
        let (parts, body) = response.into_parts();
        let wrong = |what: String, body: Vec<u8>| match unreadable(
            &RESOURCE,
            parts.status,
            &parts.headers,
            Wiped(body),
            what,
        ) {
            Error::Unreadable(answer) => answer.of_resource().into(),
            other => other,
        };
        if !parts.status.is_success() {
            let whose = shown(self.identifier.as_str());
            let what = format!("there is no metadata where it should be, of `{whose}`");
            return Err(wrong(what, body));
        }
        let Some(members) = crate::json::object(&body) else {
            return Err(wrong("the metadata is no JSON object".to_owned(), body));
        };
        let said = members.get("resource").and_then(Json::as_str).unwrap_or_default();
        if Url::parse(said).ok().as_ref() != Some(&self.identifier) {
            return Err(wrong(
                format!(
                    "the metadata is of `{}`, and `{}` was asked",
                    shown(said),
                    shown(self.identifier.as_str())
                ),
                body,
            ));
        }
        let texts = |name: &str| -> Vec<String> {
            let list = members.get(name).and_then(Json::as_array);
            let texts = list.into_iter().flatten().filter_map(Json::as_str);
            texts.map(str::to_owned).collect()
        };
        let authorization_servers = texts("authorization_servers");
        for issuer in &authorization_servers {
            if !secure_url(issuer, &[]).is_some_and(|url| self.may_name(&url)) {
                let what = format!(
                    "it names the provider `{}`, which is not https or is in an inner network",
                    shown(issuer)
                );
                return Err(wrong(what, body));
            }
        }
        Ok(ResourceMetadata {
            resource: said.to_owned(),
            authorization_servers,
            scopes_supported: texts("scopes_supported"),
            members,
        })
    }

    /// Asks the resource itself first, without a token: its refusal may say where the metadata is (RFC 9728,
    /// 5.1). Then that is fetched, else what is at the well-known address.
    ///
    /// # Errors
    /// As [`Resource::challenged`] and [`Resource::fetch`].
    pub async fn ask(&self, transport: &dyn Transport) -> Result<ResourceMetadata, Error> {
        let answer = transport.send(self.get(&self.identifier)?).await?;
        let mut resource = self.clone();
        if answer.status() == StatusCode::UNAUTHORIZED {
            for header in answer.headers().get_all(WWW_AUTHENTICATE) {
                if let Ok(header) = header.to_str() {
                    resource = resource.challenged(header)?;
                }
            }
        }
        resource.fetch(transport).await
    }

    /// Sends the request and reads the answer.
    ///
    /// # Errors
    /// As [`Resource::read`], and [`Error::Transport`] if there was no answer.
    pub async fn fetch(&self, transport: &dyn Transport) -> Result<ResourceMetadata, Error> {
        let response = transport.send(self.request()?).await?;
        self.read(response)
    }

    /// Whether the resource may send us there.
    fn may_name(&self, url: &Url) -> bool {
        self.inner.may_name(url, &self.identifier)
    }
}

impl ResourceMetadata {
    /// The issuer whose tokens it takes; the first, if there are several.
    pub fn issuer(&self) -> Option<&str> {
        self.authorization_servers.first().map(String::as_str)
    }
}
