//! Which grants there are, and what is so of each whatever a file says.

use super::further;
use crate::CibaGrant;
use crate::schema;

/// Which grant it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GrantKind {
    AuthorizationCode,
    Implicit,
    Password,
    ClientCredentials,
    DeviceCode,
    Ciba,
    RefreshToken,
    PersonalAccessToken,
    Custom,
}

/// The standard grants.
const STANDARD: &[(&str, GrantKind)] = &[
    ("authorization_code", GrantKind::AuthorizationCode),
    ("implicit", GrantKind::Implicit),
    ("password", GrantKind::Password),
    ("client_credentials", GrantKind::ClientCredentials),
    ("device_code", GrantKind::DeviceCode),
    ("ciba", GrantKind::Ciba),
    ("refresh_token", GrantKind::RefreshToken),
    ("personal_access_token", GrantKind::PersonalAccessToken),
];

impl GrantKind {
    /// The standard grant of that name.
    pub(super) fn of(name: &str) -> Option<Self> {
        STANDARD.iter().find(|(standard, _)| *standard == name).map(|(_, kind)| *kind)
    }

    /// Its table.
    pub(super) fn table(self) -> &'static schema::Table {
        match self {
            Self::AuthorizationCode => &schema::AUTHORIZATION_CODE,
            Self::Implicit => &schema::IMPLICIT,
            Self::Password | Self::ClientCredentials => &schema::TOKEN_GRANT,
            Self::DeviceCode => &schema::DEVICE_CODE,
            Self::Ciba => &schema::CIBA,
            Self::RefreshToken => &schema::REFRESH_TOKEN,
            Self::PersonalAccessToken => &schema::PERSONAL_ACCESS_TOKEN,
            Self::Custom => &schema::CUSTOM_GRANT,
        }
    }

    /// Whether a browser is sent away and comes back.
    pub(crate) fn has_browser(self) -> bool {
        matches!(self, Self::AuthorizationCode | Self::Implicit)
    }

    /// The names of what a call brings, beyond what the file declares.
    pub(crate) fn values(self) -> &'static [&'static str] {
        match self {
            Self::Password => &["username", "password"],
            Self::DeviceCode => &["device_code", "user_code"],
            Self::Ciba => &["auth_req_id"],
            _ => &[],
        }
    }

    /// The same of the request before that for the token.
    pub(crate) fn first_values(self) -> &'static [&'static str] {
        match self {
            Self::Ciba => CibaGrant::VALUES,
            _ => &[],
        }
    }

    /// Whether it asks the token endpoint.
    pub(crate) fn asks_token_endpoint(self) -> bool {
        !matches!(self, Self::Implicit | Self::PersonalAccessToken)
    }
}

/// The names of the grants that need no `grant_type`.
pub(super) fn standard_names() -> impl Iterator<Item = &'static str> + Clone {
    STANDARD.iter().map(|(name, _)| *name).chain(further::names())
}
