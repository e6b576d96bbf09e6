//! Whether a declared signature can be made here, found out when the emulator starts.

use oauth_spec::{
    CallbackFormat, DigestEncoding, KeyEncoding, ProviderSpec, Signature, SignatureCheck,
    SignaturePlace, Source, Template,
};

use super::{Signer, write};
use crate::error::EmulatorError;
use crate::script::Values;
use crate::settings::Settings;

impl Signer {
    /// How callbacks are signed.
    pub(crate) fn of_callbacks(
        spec: &ProviderSpec,
        values: &Values,
        settings: &Settings,
    ) -> Result<Option<Self>, EmulatorError> {
        let Some(signature) = spec.callback.signature else { return Ok(None) };
        let redirect = spec.callback.format == CallbackFormat::Query;
        match signature.place {
            SignaturePlace::Header(_)
            | SignaturePlace::NumberedHeaders(_)
            | SignaturePlace::Json(_)
            | SignaturePlace::Body
                if redirect =>
            {
                Err(wrong(spec, "a redirect has a query, and no headers or JSON".to_owned()))
            }
            _ => read(spec, signature, values, settings).map(Some),
        }
    }

    /// How token answers are signed.
    pub(crate) fn of_answers(
        spec: &ProviderSpec,
        values: &Values,
        settings: &Settings,
    ) -> Result<Option<Self>, EmulatorError> {
        let signature = spec.token.signature;
        signature.map(|signature| read(spec, signature, values, settings)).transpose()
    }
}

impl Signer {
    /// One that signs with the emulator's own keys.
    fn own(signature: Signature, declared: DigestEncoding, settings: &Settings) -> Self {
        let encoding = match declared {
            DigestEncoding::Auto | DigestEncoding::Variable(_) => DigestEncoding::Base64,
            fixed => fixed,
        };
        Self { signature, encoding, position: settings.signature_position }
    }
}

pub(super) fn read(
    spec: &ProviderSpec,
    signature: Signature,
    values: &Values,
    settings: &Settings,
) -> Result<Signer, EmulatorError> {
    read_with(spec, signature, false, values, settings)
}

/// The same; `own` says that it is made with the emulator's own keys, which it publishes.
pub(super) fn read_with(
    spec: &ProviderSpec,
    signature: Signature,
    own: bool,
    values: &Values,
    settings: &Settings,
) -> Result<Signer, EmulatorError> {
    let (declared, keys) = match signature.check {
        SignatureCheck::Digest(digest) => {
            if own {
                return Ok(Signer::own(signature, digest.encoding, settings));
            }
            if digest.algorithm.has_public_key() || digest.key_encoding == KeyEncoding::Pem {
                let problem = "it is made with a private key, which only the provider has";
                return Err(wrong(spec, problem.to_owned()));
            }
            (digest.encoding, digest.algorithm.has_key().then_some(digest.key))
        }
        SignatureCheck::Jwt(check) => {
            if own {
                return Ok(Signer::own(signature, DigestEncoding::Text, settings));
            }
            if write::shared(check).is_none() {
                let problem = "its algorithms need a private key, which only the provider has";
                return Err(wrong(spec, problem.to_owned()));
            }
            (DigestEncoding::Text, Some(check.key))
        }
    };
    for source in keys.iter().flat_map(Template::sources) {
        match source {
            Source::ClientSecret
            | Source::ClientId
            | Source::Computed(_)
            | Source::WebhookSecret => {}
            Source::Variable(name) => drop(values.get(name)?),
            other => return Err(wrong(spec, format!("{other} cannot be the key"))),
        }
    }
    let declared = match declared {
        DigestEncoding::Variable(name) => {
            let value = values.get(name)?;
            values.encoding(name).ok_or_else(|| {
                let message =
                    format!("`{value}`, the value of `{name}`, is no encoding of a digest");
                wrong(spec, message)
            })?
        }
        fixed => fixed,
    };
    let encoding = match declared {
        DigestEncoding::Auto => settings.signature_encoding,
        fixed => fixed,
    };
    Ok(Signer { signature, encoding, position: settings.signature_position })
}

fn wrong(spec: &ProviderSpec, problem: String) -> EmulatorError {
    EmulatorError::Signature { provider: spec.name, problem }
}
