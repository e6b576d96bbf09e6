//! Starting an emulator with more than the defaults.

mod settings;
mod start;
#[cfg(feature = "tls")]
mod tls;

use std::net::SocketAddr;
use std::time::Duration;

use oauth_spec::{DigestEncoding, ProviderSpec};
use serde_json::Value;

use crate::clock::Clock;
use crate::complete::complete;
use crate::compute::PublicKey;
use crate::elements::numbered;
use crate::settings::{Client, Rotation, SignaturePosition, User};

/// How an emulator is to be started. What is not said has a sensible value.
///
/// What the declaration computes is made again and compared. A token of `[computed]` that is signed with
/// a private key (RS256, ES256 and so on) is judged by its header and its claims: `alg`, `iat`,
/// `exp`, `jti` and all that are declared; its signature, where its key is a variable that has a value here. Times may
/// be those of the emulator's clock or of the machine's: a test may have moved the former. For `private_key_jwt` see
/// [`Builder::client_key`].
///
/// What only the provider's private key can sign is signed with one of the emulator's own:
/// see [`Emulator::public_key`](crate::Emulator::public_key).
#[must_use = "a builder does nothing until it is started"]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
pub struct Builder {
    spec: &'static ProviderSpec,
    /// The same without what it leaves to the metadata.
    declared: &'static ProviderSpec,
    environment: Option<String>,
    variables: Vec<(String, String)>,
    client: Option<Client>,
    other_clients: Vec<Client>,
    /// Those of the first client have no id.
    client_keys: Vec<(Option<String>, PublicKey)>,
    documents: Option<SocketAddr>,
    redirect_uris: Vec<String>,
    post_logout_redirect_uri: Option<String>,
    users: Vec<User>,
    accepts: Vec<(String, String, Value)>,
    fields: Vec<(String, Value)>,
    lifetime: Option<Duration>,
    refresh_token_lifetime: Option<Duration>,
    code_lifetime: Duration,
    device_interval: Duration,
    tell_expires_in: bool,
    scope_list: bool,
    default_scopes: Vec<String>,
    rotation: Option<Rotation>,
    strict: bool,
    dpop_nonces: bool,
    clock: Clock,
    signature_encoding: DigestEncoding,
    signature_position: SignaturePosition,
    seed: Option<u64>,
    port: u16,
    initial_access_token: Option<String>,
    /// The certificates that clients have registered, in PEM, where TLS is spoken; those of the first have no id.
    #[cfg(feature = "tls")]
    tls: Option<Vec<(Option<String>, String)>>,
}

impl Builder {
    pub(crate) fn new(spec: &'static ProviderSpec) -> Self {
        Self {
            spec: numbered(complete(spec)),
            declared: spec,
            environment: None,
            variables: Vec::new(),
            client: None,
            other_clients: Vec::new(),
            client_keys: Vec::new(),
            documents: None,
            redirect_uris: Vec::new(),
            post_logout_redirect_uri: None,
            users: Vec::new(),
            accepts: Vec::new(),
            fields: Vec::new(),
            lifetime: None,
            refresh_token_lifetime: None,
            code_lifetime: Duration::from_secs(60),
            device_interval: Duration::from_secs(5),
            tell_expires_in: true,
            scope_list: false,
            default_scopes: Vec::new(),
            rotation: None,
            strict: true,
            dpop_nonces: false,
            clock: Clock::real(),
            signature_encoding: DigestEncoding::Hex,
            signature_position: SignaturePosition::default(),
            seed: None,
            port: 0,
            initial_access_token: None,
            #[cfg(feature = "tls")]
            tls: None,
        }
    }

    /// Plays this of the declared environments. Default: the first.
    pub fn environment(mut self, name: impl Into<String>) -> Self {
        self.environment = Some(name.into());
        self
    }

    /// Gives a variable its value. The client must be given the same.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// The client that is registered. Default: a random id and secret, the secret with characters in
    /// it that every encoding has to take care of.
    pub fn client(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.client = Some(Client { id: id.into(), secret: secret.into() });
        self
    }

    /// A public key of the client's, as a JWK: what `private_key_jwt` is verified with (RFC 7523, 3). Without
    /// one an assertion is judged by all but its signature. Something that is no key of RSA, P-256, P-384 or
    /// Ed25519 verifies nothing.
    pub fn client_key(mut self, jwk: &Value) -> Self {
        self.client_keys.push((None, PublicKey::of(jwk).unwrap_or(PublicKey::Unknown)));
        self
    }

    /// The same of the client of that id, which [`Builder::another_client`] has made known.
    pub fn another_client_key(mut self, id: impl Into<String>, jwk: &Value) -> Self {
        let key = PublicKey::of(jwk).unwrap_or(PublicKey::Unknown);
        self.client_keys.push((Some(id.into()), key));
        self
    }

    /// Takes clients that nobody has registered: their id is the https address of a document about them (OAuth
    /// Client ID Metadata Document), and the metadata says that they are taken. What is at `https://HOST/PATH` is
    /// asked for at `http://AT/HOST/PATH`, and nothing but loopback is ever asked; an id that is itself at loopback
    /// (`http://127.0.0.1:PORT/PATH`) is asked for there. A document is read once, when its client first comes.
    pub fn client_documents(mut self, at: SocketAddr) -> Self {
        self.documents = Some(at);
        self
    }

    /// Every proof must have a nonce of the server's, at the token endpoint and at the API (RFC 9449, 8 and 9).
    pub fn dpop_nonces(mut self) -> Self {
        self.dpop_nonces = true;
        self
    }

    /// One client more, to try one client's codes and tokens with another.
    pub fn another_client(mut self, id: impl Into<String>, secret: impl Into<String>) -> Self {
        self.other_clients.push(Client { id: id.into(), secret: secret.into() });
        self
    }

    /// A redirect URI that is registered, compared character by character, but for the port of one to
    /// 127.0.0.1 or `[::1]` (RFC 8252, 7.3). May be called again.
    /// Default: `https://app.example/callback`, or the same with the first scheme that is declared.
    pub fn redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.redirect_uris.push(uri.into());
        self
    }

    /// Where the browser may come back to from a logout. Default: `https://app.example/signed-out`.
    pub fn post_logout_redirect_uri(mut self, uri: impl Into<String>) -> Self {
        self.post_logout_redirect_uri = Some(uri.into());
        self
    }

    /// A user with an account. The first is the one who sits at the browser. May be called again.
    pub fn user(mut self, name: impl Into<String>, password: impl Into<String>) -> Self {
        self.users.push(User { name: name.into(), password: password.into() });
        self
    }

    /// What a custom grant takes as the value of a parameter. Default: a sample of its kind, see
    /// [`Emulator::accepts`](crate::Emulator::accepts).
    pub fn accept(
        mut self,
        grant: impl Into<String>,
        parameter: impl Into<String>,
        value: impl Into<Value>,
    ) -> Self {
        self.accepts.push((grant.into(), parameter.into(), value.into()));
        self
    }

    /// The value that the provider gives a declared field: `callback.NAME`, `token.NAME`, `errors.NAME`,
    /// `id_token.NAME`, `userinfo.NAME`, `calls.CALL.NAME` or `consents.CONSENT.NAME`. Default: a sample that
    /// fits what is declared.
    /// Of fields that are there only `when` something holds, one with a value goes before those without.
    /// A list or an object is sent as it is given: fields that are a part of it are what it says.
    pub fn field(mut self, field: impl Into<String>, value: impl Into<Value>) -> Self {
        self.fields.push((field.into(), value.into()));
        self
    }

    /// How long access tokens live. Default: as declared, else an hour; for ever if they are declared
    /// never to expire. More than a hundred years are a hundred, as of everything else that expires.
    pub fn lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }

    /// How long refresh tokens live. Default: as declared, else 30 days (or twice what access tokens live, if that is more)
    /// where answers say when they expire, else for ever.
    pub fn refresh_token_lifetime(mut self, lifetime: Duration) -> Self {
        self.refresh_token_lifetime = Some(lifetime);
        self
    }

    /// How long authorization codes live. Default: a minute.
    pub fn code_lifetime(mut self, lifetime: Duration) -> Self {
        self.code_lifetime = lifetime;
        self
    }

    /// How long a device has to wait between two polls, in whole seconds. Default: five.
    pub fn device_interval(mut self, interval: Duration) -> Self {
        self.device_interval = interval;
        self
    }

    /// Writes the scopes in answers as a list. Default: as one text.
    pub fn scope_as_list(mut self) -> Self {
        self.scope_list = true;
        self
    }

    /// Leaves out of answers when tokens expire; they do all the same.
    pub fn without_expires_in(mut self) -> Self {
        self.tell_expires_in = false;
        self
    }

    /// What a request that names no scope is granted. Default: nothing in particular, and no `scope`
    /// in the answer.
    pub fn default_scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.default_scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// What becomes of a refresh token that was used. Default: as declared, [`Rotation::Rotate`] where
    /// both are allowed.
    pub fn rotation(mut self, rotation: Rotation) -> Self {
        self.rotation = Some(rotation);
        self
    }

    /// Lets parameters of token requests pass that are not declared, as RFC 6749, 3.2 wants it of a
    /// real server, empty bodies of requests that have none, and a POST that does not say how long its body is.
    pub fn lenient(mut self) -> Self {
        self.strict = false;
        self
    }

    /// The clock to go by. Default: one that shows the real time.
    pub fn clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    /// How the callback's signature is written where the declaration says `auto`. Default: hex, as
    /// also for anything but [`DigestEncoding::Base64`].
    pub fn signature_encoding(mut self, encoding: DigestEncoding) -> Self {
        let is_base64 = encoding == DigestEncoding::Base64;
        self.signature_encoding = if is_base64 { encoding } else { DigestEncoding::Hex };
        self
    }

    /// Where in the callback the signature stands. Default: last.
    pub fn signature_position(mut self, position: SignaturePosition) -> Self {
        self.signature_position = position;
        self
    }

    /// Makes identifiers, codes and tokens the same in every run.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// What a client must show that registers itself (RFC 7591, 3). Default: anybody may.
    pub fn initial_access_token(mut self, token: impl Into<String>) -> Self {
        self.initial_access_token = Some(token.into());
        self
    }

    /// The port to listen on. Default: any free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }
}
