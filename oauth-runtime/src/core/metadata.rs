//! Addresses that are needed before there is a client: of the metadata, and of the registration.

use http::{Request, Uri};
use oauth_spec::{ClientAuthentication, Discovery, DiscoveryKind, ProviderSpec, Template};
use url::Url;

use super::address::{filled, mirror, mirrored, parsed};
use super::build::keep;
use super::values::{Fixed, Values};
use super::{Settings, signing, variables};
use crate::discovery::{Discovered, check, contradictions, well_known};
use crate::error::{ConfigurationError, Error, shown};
use crate::hosts::secure_url;
use crate::inner::{InnerNetwork, is_private, keep_out, stays_out};
use crate::registration::Registration;

impl Settings {
    /// Requests to where metadata may be, in order, until there is some.
    pub(crate) fn discovery_requests(&self) -> Result<Vec<Request<Vec<u8>>>, Error> {
        let fixed = self.without_client()?;
        let urls = match self.discovery()? {
            Discovery { url: Some(template), .. } => {
                declared("metadata", template, &fixed).map(|url| vec![url])
            }
            Discovery { kind, .. } => at_issuer(&self.discovered_issuer()?, kind),
        };
        let urls = urls.map_err(Error::configuration)?;
        let request =
            |url| asking("metadata", url, fixed.mirror.as_ref(), self.inner.keeps_out(url, None));
        urls.iter().map(request).collect()
    }

    /// Whose metadata is asked for.
    pub(crate) fn discovered_issuer(&self) -> Result<String, Error> {
        self.discovery()?;
        let issuer = self.issuer(&self.without_client()?)?;
        issuer.ok_or_else(|| Error::configuration("there is no `issuer` in `[endpoints]`"))
    }

    fn discovery(&self) -> Result<Discovery, Error> {
        self.spec.discovery.ok_or_else(|| {
            let title = self.spec.title;
            Error::configuration(format!("{title} has no `[discovery]` in its TOML file"))
        })
    }

    /// A request to where clients are registered.
    pub(crate) fn registration(&self) -> Result<Request<Vec<u8>>, Error> {
        const MEMBER: &str = "registration_endpoint";
        let spec = self.spec;
        let fixed = self.without_client()?;
        let (url, outside) = match (spec.endpoints.registration, &self.discovered) {
            (Some(template), _) => {
                let url = declared("registration", template, &fixed);
                let url = url.map_err(Error::configuration)?;
                let outside = self.inner.keeps_out(&url, None);
                (url, outside)
            }
            (None, Some(found)) => {
                let issuer = self.issuer(&fixed)?.unwrap_or_default();
                check(spec, &issuer, found.members(), self.inner).map_err(Error::configuration)?;
                let url = found.endpoint(spec, MEMBER, None).ok_or_else(|| {
                    Error::configuration(format!(
                        "the metadata of {} names no `{MEMBER}`",
                        spec.title
                    ))
                })?;
                let outside = found.keeps_out(&url, self.inner);
                (url, outside)
            }
            (None, None) => return Err(not_discovered(spec, "the registration endpoint")),
        };
        asking("registration", &url, fixed.mirror.as_ref(), outside)
    }

    /// A request to where a registration is managed (RFC 7592), which came with it.
    pub(crate) fn managing(&self, registration: &Registration) -> Result<Request<Vec<u8>>, Error> {
        let fixed = self.without_client()?;
        let mut messages = Vec::new();
        registration.check_owner(self.spec, self.issuer(&fixed)?.as_deref(), &mut messages);
        if !messages.is_empty() {
            return Err(ConfigurationError::all(messages).into());
        }
        let Some(text) = &registration.registration_client_uri else {
            return Err(Error::configuration(
                "the registration came without an address to manage it at",
            ));
        };
        // Nobody outside may send us into an inner network: it is named by whoever has registered the client.
        let issuer = registration.issuer.as_deref().and_then(|issuer| Url::parse(issuer).ok());
        let stated = self.spec.endpoints.registration;
        let stated = stated.and_then(|it| declared("registration", it, &fixed).ok());
        let url = secure_url(text, &[]);
        let may_be_inside = |url: &Url| {
            let mut namers = [&issuer, &stated].into_iter().flatten();
            namers.any(|namer| !self.inner.keeps_out(url, Some(namer)))
                || self.inner == InnerNetwork::Anywhere
        };
        let url = url.filter(|url| !is_private(url) || may_be_inside(url));
        let url = url.ok_or_else(|| {
            Error::configuration(format!(
                "the registration says that it is managed at `{}`, and that is no address to ask: it must be \
                 https, and in no inner network where the provider is not",
                shown(text)
            ))
        })?;
        let outside = !may_be_inside(&url);
        asking("registration", &url, fixed.mirror.as_ref(), outside)
    }

    /// The declared issuer.
    pub(crate) fn issuer(&self, fixed: &Fixed) -> Result<Option<String>, Error> {
        let values = Values { fixed: Some(fixed), ..Values::default() };
        let template = self.spec.endpoints.issuer;
        let issuer = template.map(|template| filled("issuer", &mut template.parts(), &values));
        issuer.transpose().map_err(Error::configuration)
    }

    /// What addresses are made of, before anything is known of the client.
    pub(crate) fn without_client(&self) -> Result<Fixed, Error> {
        let mut messages = Vec::new();
        let environment = self.environment(&mut messages);
        let variables = variables::resolve(self.spec, environment, &self.variables, &mut messages);
        let mirror = self.mirror.as_deref().and_then(|text| keep(mirror(text), &mut messages));
        if !messages.is_empty() {
            return Err(ConfigurationError::all(messages).into());
        }
        Ok(Fixed {
            spec: self.spec,
            variables,
            client_id: self.client_id.clone(),
            client_secret: None,
            redirect_uri: None,
            mirror,
            keys: None,
        })
    }
}

impl Settings {
    /// The metadata, if it was given.
    pub(super) const fn found(&self) -> Option<&Discovered> {
        self.discovered.as_ref()
    }

    /// What is wrong with the metadata and with the registration, and whether metadata is needed at all.
    pub(super) fn check_metadata(
        &self,
        fixed: &Fixed,
        way: ClientAuthentication,
        messages: &mut Vec<String>,
    ) {
        let spec = self.spec;
        // What is wrong with it is told with the other addresses.
        let Ok(issuer) = self.issuer(fixed) else { return };
        self.check_registration(issuer.as_deref(), messages);
        match &self.discovered {
            Some(found) => {
                let issuer = issuer.as_deref().unwrap_or_default();
                let wrong = check(spec, issuer, found.members(), self.inner);
                match wrong {
                    Ok(()) => {
                        let assertion = signing::assertion_algorithm(fixed, way);
                        contradictions(spec, found, way, assertion, messages);
                    }
                    Err(message) => messages.push(message),
                }
            }
            None if needs_metadata(spec) => {
                messages.push(not_discovered(spec, "an endpoint").to_string());
            }
            None => {}
        }
    }
}

/// Whether a grant asks an endpoint that only the metadata names.
fn needs_metadata(spec: &ProviderSpec) -> bool {
    let grants = spec.grants;
    let mut asked = grants.token_requests();
    let browser = [
        grants.authorization_code.map(|grant| grant.authorization),
        grants.implicit.map(|grant| grant.authorization),
    ];
    let mut browser = browser.into_iter().flatten();
    let token = spec.endpoints.token.is_none() && asked.any(|request| request.endpoint.is_none());
    let authorization =
        spec.endpoints.authorization.is_none() && browser.any(|request| request.endpoint.is_none());
    let device = spec.endpoints.device_authorization.is_none()
        && grants.device_code.is_some_and(|grant| grant.authorization.endpoint.is_none());
    let pushed = spec.endpoints.pushed_authorization_request.is_none()
        && grants.authorization_code.is_some_and(|grant| grant.pushed);
    let ciba = spec.endpoints.backchannel_authentication.is_none() && grants.ciba.is_some();
    spec.discovery.is_some() && (token || authorization || device || pushed || ciba)
}

/// What to say when metadata is needed and is not there.
fn not_discovered(spec: &ProviderSpec, what: &str) -> Error {
    Error::configuration(format!(
        "{what} of {} is in its metadata: call `.discover().await?` on the builder before, or give what was \
         fetched earlier with `.with_discovered(…)`",
        spec.title
    ))
}

fn declared(what: &str, template: Template, fixed: &Fixed) -> Result<Url, String> {
    let values = Values { fixed: Some(fixed), ..Values::default() };
    parsed(what, &filled(what, &mut template.parts(), &values)?)
}

fn at_issuer(issuer: &str, kind: DiscoveryKind) -> Result<Vec<Url>, String> {
    parsed("issuer", issuer).map(|issuer| well_known(&issuer, kind))
}

/// A request to this address, or to the mirror if there is one.
pub(crate) fn asking(
    what: &str,
    url: &Url,
    to: Option<&Url>,
    outside: bool,
) -> Result<Request<Vec<u8>>, Error> {
    let wrong = || Error::configuration(format!("the {what} address cannot be used"));
    let url = mirrored(url, to).map_err(|_| wrong())?;
    let mut request = Request::new(Vec::new());
    *request.uri_mut() = Uri::try_from(url.as_str()).map_err(|_| wrong())?;
    if stays_out(outside, to) {
        keep_out(&mut request);
    }
    Ok(request)
}
