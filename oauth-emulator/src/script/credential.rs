//! The declared ways to authenticate, read backwards.

use oauth_spec::{ClientAuthentication, ClientSpec};

use super::{Values, Wanted, wanted};
use crate::error::EmulatorError;

/// One way to authenticate.
#[derive(Debug)]
pub(crate) enum Credential {
    None,
    Basic,
    Post,
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
            Self::Declared { name, .. } => name,
        }
    }

    /// Whether a parameter of that name may belong to it.
    pub(crate) fn names(&self, client: &ClientSpec, name: &str) -> bool {
        match self {
            Self::None | Self::Basic | Self::Post => {
                name == client.id_parameter || name == client.secret_parameter
            }
            Self::Declared { parameters, .. } => parameters.iter().any(|each| each.name == name),
        }
    }
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
                ClientAuthentication::Declared(declared) => Credential::Declared {
                    name: declared.name,
                    headers: wanted::headers(declared.headers, values)?,
                    parameters: wanted::parameters(declared.parameters, values)?,
                },
            })
        })
        .collect()
}
