//! The declared ways to authenticate, read backwards.

use oauth_spec::{Assertion, ClientAuthentication, ClientSpec};

use super::{Values, Wanted, wanted};
use crate::error::EmulatorError;

/// One way to authenticate.
#[derive(Debug)]
pub(crate) enum Credential {
    None,
    Basic,
    Post,
    /// Something that the client signs.
    Assertion {
        way: ClientAuthentication,
        declared: Assertion,
    },
    /// What the connection shows, where it shows anything; the request has the id alone.
    Certificate(ClientAuthentication),
    /// A way of the provider's own.
    Declared {
        name: &'static str,
        headers: Vec<Wanted>,
        parameters: Vec<Wanted>,
    },
}

impl Credential {
    /// Its name in TOML.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::None => ClientAuthentication::None.name(),
            Self::Basic => ClientAuthentication::ClientSecretBasic.name(),
            Self::Post => ClientAuthentication::ClientSecretPost.name(),
            Self::Assertion { way, .. } | Self::Certificate(way) => way.name(),
            Self::Declared { name, .. } => name,
        }
    }

    /// Whether a parameter of that name may belong to it.
    pub(crate) fn names(&self, client: &ClientSpec, name: &str) -> bool {
        match self {
            Self::None | Self::Basic | Self::Post | Self::Certificate(_) => {
                name == client.id_parameter || name == client.secret_parameter
            }
            Self::Assertion { declared, .. } => {
                matches!(name, "client_assertion" | "client_assertion_type")
                    || declared.client_id && name == client.id_parameter
            }
            Self::Declared { parameters, .. } => parameters.iter().any(|each| each.name == name),
        }
    }
}

/// How often a parameter of that name comes with one of these ways.
pub(crate) fn times(ways: &[Credential], name: &str) -> usize {
    let own = |way: &Credential| match way {
        Credential::Declared { parameters, .. } => {
            parameters.iter().filter(|wanted| wanted.name == name).count()
        }
        _ => 0,
    };
    ways.iter().map(own).max().unwrap_or(0)
}

/// The ways to authenticate a request: its own, else those of the client.
pub(crate) fn read(
    client: &ClientSpec,
    own: Option<ClientAuthentication>,
    values: &Values,
) -> Result<Vec<Credential>, EmulatorError> {
    let own = own.as_ref().map(std::slice::from_ref);
    let methods = own.unwrap_or(client.authentication).iter();
    methods
        .map(|method| {
            Ok(match method {
                ClientAuthentication::None => Credential::None,
                ClientAuthentication::ClientSecretBasic => Credential::Basic,
                ClientAuthentication::ClientSecretPost => Credential::Post,
                way @ (ClientAuthentication::ClientSecretJwt
                | ClientAuthentication::PrivateKeyJwt) => Credential::Assertion {
                    way: *way,
                    declared: client.assertion.unwrap_or(Assertion::STANDARD),
                },
                way @ (ClientAuthentication::TlsClientAuth
                | ClientAuthentication::SelfSignedTlsClientAuth) => Credential::Certificate(*way),
                ClientAuthentication::Declared(declared) => Credential::Declared {
                    name: declared.name,
                    headers: wanted::headers(declared.headers, values)?,
                    parameters: wanted::parameters(declared.parameters, values)?,
                },
            })
        })
        .collect()
}
