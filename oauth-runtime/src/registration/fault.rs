//! Why a registration was refused (RFC 7591, 3.2.2).

use crate::error::ProviderError;

/// Why a registration was refused (RFC 7591, 3.2.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegistrationFault {
    /// `invalid_redirect_uri`: one of the redirect URIs is not taken.
    InvalidRedirectUri,
    /// `invalid_client_metadata`: something that the client says about itself is not taken.
    InvalidClientMetadata,
    /// `invalid_software_statement`: the software statement is not valid.
    InvalidSoftwareStatement,
    /// `unapproved_software_statement`: the software statement is of nobody whom the provider trusts.
    UnapprovedSoftwareStatement,
}

impl ProviderError {
    /// Why a registration was refused, if the provider says one of the reasons of RFC 7591, 3.2.2.
    pub fn registration_fault(&self) -> Option<RegistrationFault> {
        match self.code()? {
            "invalid_redirect_uri" => Some(RegistrationFault::InvalidRedirectUri),
            "invalid_client_metadata" => Some(RegistrationFault::InvalidClientMetadata),
            "invalid_software_statement" => Some(RegistrationFault::InvalidSoftwareStatement),
            "unapproved_software_statement" => Some(RegistrationFault::UnapprovedSoftwareStatement),
            _ => None,
        }
    }
}
