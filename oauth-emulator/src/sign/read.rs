//! Whether a declared signature can be made here, found out when the emulator starts.

use oauth_spec::{
    CallbackFormat, DigestEncoding, ProviderSpec, Signature, SignatureCheck, SignaturePlace,
    Source, Template,
};

use super::Signer;
use crate::emulator::Emulator;
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

pub(super) fn read(
    spec: &ProviderSpec,
    signature: Signature,
    values: &Values,
    settings: &Settings,
) -> Result<Signer, EmulatorError> {
    let (declared, key) = match signature.check {
        SignatureCheck::Digest(digest) => {
            (digest.encoding, digest.algorithm.has_key().then_some(digest.key))
        }
        SignatureCheck::Jwt(check) => (DigestEncoding::Text, Some(check.key)),
    };
    match (Emulator::public_key(&signature), key) {
        (Some(own), Some(key)) => is_verified_with(spec, key, &own, values)?,
        (_, key) => key.iter().try_for_each(|key| is_known(spec, *key, values))?,
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

/// Whether all that a key is made of is known.
fn is_known(spec: &ProviderSpec, key: Template, values: &Values) -> Result<(), EmulatorError> {
    for source in key.sources() {
        match source {
            Source::ClientSecret
            | Source::ClientId
            | Source::Computed(_)
            | Source::WebhookSecret => {}
            Source::Variable(name) => drop(values.get(name)?),
            other => return Err(wrong(spec, format!("{other} cannot be the key"))),
        }
    }
    Ok(())
}

/// Whether what is signed with a key of the emulator's own is verified with the public half of that. Whoever verifies
/// a webhook gives the key then.
fn is_verified_with(
    spec: &ProviderSpec,
    key: Template,
    own: &str,
    values: &Values,
) -> Result<(), EmulatorError> {
    let problem = "it is made with a private key, which only the provider has. The emulator has one of its own:";
    match key.as_source() {
        Some(Source::WebhookSecret) => Ok(()),
        Some(Source::Variable(name)) if values.get(name)?.trim() == own.trim() => Ok(()),
        Some(Source::Variable(name)) => Err(wrong(
            spec,
            format!(
                "{problem} give the variable `{name}` its public half, `Emulator::public_key(…)`"
            ),
        )),
        _ => Err(wrong(
            spec,
            format!(
                "{problem} let the `key` be a variable, and that its public half, `Emulator::public_key(…)`"
            ),
        )),
    }
}

fn wrong(spec: &ProviderSpec, problem: String) -> EmulatorError {
    EmulatorError::Signature { provider: spec.name, problem }
}
