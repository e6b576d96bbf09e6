// Made by oauth-codegen from acme.toml. Change that file instead.

/// Acme.
///
/// Everything at once.
///
/// # Documents
///
/// - guide: Guide
///
/// # Features of the runtime that it needs
///
/// - `digests` for `[callback.signature]`
/// - `discovery` for `[discovery]`
/// - `jose` for `[computed]`
/// - `mtls` for `client.certificate`
///
/// # Flows
///
/// | grant | call | renewal |
/// |---|---|---|
/// | `authorization_code` | `client.authorize()`, then `long_lived`, then `tenant` | with the refresh token |
/// | `implicit` | `client.implicit()` | none: the user authorizes again |
/// | `password` | `client.password(username, password)`, then `tenant` | with the refresh token |
/// | `client_credentials` | `client.client_credentials()` | by asking again |
/// | `device_code` | `client.device()` | with the refresh token |
/// | `ciba` | `client.ciba(UserHint::login(…))` | with the refresh token |
/// | `app` | `client.grant(App { app_id })` | by asking again |
/// | `personal_access_token` | `client.personal_access_token(token, …)` | none: it lives until it is revoked |
/// | `refresh_token` | `client.refresh(&token)` | a session does this by itself |
///
/// ```text
/// sequenceDiagram
///     Application->>Provider: POST https://{dc}/par<br/>form: client_key={client_id}, request
///     Provider->>Application: request_uri, expires_in
///     Application->>Browser: open https://acme.com/#35;/authorize<br/>query: client_key={client_id}, request_uri
///     Browser->>Provider: the user agrees
///     Provider->>Application: POST redirect_uri<br/>json: auth_code, st, realmId
///     Application->>Provider: GET http://127.0.0.1/token<br/>query: secret={client_secret}, grant_type=authorization_code, redirect_uri, code, code_verifier, client_key={client_id}
///     Provider->>Application: token = access_token, expires, refresh_token, shop, instance, server, user, sub, trace, account.id = team, roles, accounts.*.id = main, accounts, owner
///     Application->>Provider: POST http://127.0.0.1/token<br/>form: token={access_token}, client_key={client_id}
///     Provider->>Application: data.token = access_token, data.expires = expires, data.refresh_token = refresh_token, data.shop = shop, data.instance = instance, data.server = server, user, sub, trace, data.account.id = team, data.roles = roles, data.accounts.*.id = main, data.accounts = accounts, data.owner = owner
///     Application->>Provider: GET {token.instance}/connections<br/>query: access_token<br/>headers: acme-version: 2
///     Provider->>Application: all, 0.tenantId = id, 0.appId = app
///     Application->>Provider: call {token.instance}<br/>query: access_token<br/>json: nonce={random.uuid}<br/>headers: acme-version: 2
/// ```
///
/// # Where it differs from the standards
///
/// - Clients authenticate by `none`, `bearer`, `private_key_jwt` or `tls_client_auth`.
/// - To authenticate by `bearer` is to send the header `authorization: Bearer {client_secret}` and `assertion={computed.assertion}`.
/// - The client signs an assertion (RFC 7523, 2.2) with ES384, for `https://{dc}`, good for 2 minutes, with `typ=client-authentication+jwt` and `iss={word}`; `client_id` is sent beside it.
/// - Tokens are bound to a key of the client, which proves with EdDSA that it has it (RFC 9449): call `.dpop_key(…)` on the builder, or one is made that is gone with the client. **A token that is not bound is taken as well**.
/// - The client shows a certificate where it connects, beside how it authenticates (RFC 8705, 3): `.client_certificate(…)`, or a transport that brings one.
/// - The client's id is a whole number, and is one in JSON.
/// - `client_id` is called `client_key`.
/// - `client_secret` is called `client_token`.
/// - Redirect URIs begin with `https`.
/// - **`http://127.0.0.1/token` is not encrypted**: for this machine only.
/// - Endpoints that are not stated here are read from the provider's metadata at `https://acme.com/metadata`: call `.discover().await?` on the builder before `.build()`. Of it `code_challenge_methods_supported` is not believed.
/// - Clients register themselves at `https://acme.com/register` (RFC 7591): call `.register(…)` on the builder.
/// - `word` must look like `[a-z]+`.
/// - `{computed.proof}` is the SHA-256 of `{word}{time.unix_ms}{request.path}` in hex.
/// - `{computed.body_hash}` is the SHA-256 of `{request.body}` in base64.
/// - `{computed.sign}` is an HMAC-SHA256 over `{client_id}{random}{request.target}{request.parameters}` (paths without `/v1`) in hex with capitals.
/// - `{computed.gateway_sign}` is an RSA-PSS signature over `{time.date_time+08:00}{request.query}` with the key `{gateway_key}` out of base64 in hex.
/// - `{computed.assertion}` is a JWT signed with ES256 by `{word}`, with `kid` and `iss`, good for 5 minutes.
/// - The code challenge is written in hex.
/// - **Clients that authenticate send no PKCE**, those that do not must: a code that leaks can be exchanged by whoever has the client's credentials.
/// - The authorization request goes to `https://acme.com/#/authorize`.
/// - The authorization request has its query after the URL's fragment.
/// - The authorization request calls `client_id` `client_key`.
/// - The authorization request carries `team={team}`.
/// - The authorization request carries `authorization_details={authorization_details}`.
/// - The authorization request carries `sign={computed.sign}`.
/// - An access token that never expires, unless its answer says when, is asked for with the scope `offline_access` and `access_type=offline`, unless the application says no.
/// - **Authorization requests are signed** with EdDSA and the key `{object_key}` (RFC 9101): nothing in them can be changed on the way.
/// - **Authorization requests are pushed** to `https://{dc}/par` (RFC 9126), and the browser carries a reference only: call `.push().await?` instead of `.begin()`.
/// - What is asked for may be said in detail (RFC 9396), as `payment_initiation` or `https://acme.com/files`: call `.authorization_detail(…)`.
/// - The implicit request calls `client_id` `client_key`.
/// - The implicit request carries `authorization_details={authorization_details}`.
/// - The implicit request carries `resource={resource}`.
/// - The implicit request carries `response_mode=form_post`.
/// - The implicit flow gives an ID token beside the access token: `.resume(&token).await` verifies it.
/// - The implicit answer comes as `form_post`: pass it as it is received.
/// - The exchange of a code is a `GET`.
/// - The exchange of a code is written into the query, **where servers and proxies log its secrets**.
/// - The exchange of a code has `secret={client_secret}` in the query, **where servers and proxies log its secrets**.
/// - The exchange of a code is answered as a form.
/// - The exchange of a code is answered with `access_token` at `token`.
/// - Access tokens expire after `expires` milliseconds.
/// - Refresh tokens expire at `until`, as RFC 3339 writes it, if that is not 0.
/// - An authorization takes `team` from the application.
/// - The password request sends no client credentials.
/// - The password request carries `otp={otp}`.
/// - The password request carries `authorization_details={authorization_details}`.
/// - The password request carries `proof={computed.proof}`.
/// - The password request carries `sign={computed.gateway_sign}`.
/// - The password request takes `otp` from the application.
/// - The client credentials request is written as a multipart form.
/// - The client credentials request carries `authorization_details={authorization_details}`.
/// - The client credentials request carries `account={account}`.
/// - The client credentials request carries `retries={retries}`.
/// - A refresh has no `grant_type` and `refresh_token`.
/// - A refresh carries `resource={resource}`.
/// - A refresh carries `token={access_token}`.
/// - A refresh renews tokens that came without a refresh token.
/// - A refresh never changes the refresh token.
/// - A refresh gives no token: the same one lives on.
/// - The `app` request goes to `https://acme.com/apps/{app_id}`.
/// - The `app` request carries `where={"a":"{app_id}"}`.
/// - The `long_lived` request follows `authorization_code` at once; its token replaces that one.
/// - The `long_lived` request carries `token={access_token}`.
/// - The device authorization request is a `GET`.
/// - The device authorization request authenticates by `none`.
/// - The device authorization request is written into the query, **where servers and proxies log its secrets**.
/// - The device authorization request carries `authorization_details={authorization_details}`.
/// - The device authorization request carries `kind=tv`.
/// - The poll for a device's token carries `grant_type=device_code`.
/// - The poll for a device's token carries `user_code={user_code}`.
/// - The device authorization is answered as JSONP.
/// - The device authorization is answered in `data`.
/// - The device authorization is answered with `verification_uri_complete` at `url`, `expires_in` at `lasts` and `interval` at `/pause`.
/// - Its `lasts` counts minutes.
/// - A device's refresh token is asked for with the scope `offline_access`, if the application says so.
/// - The user's page is `https://{shop}.example.com/#/device`: no answer names it.
/// - The backchannel authentication request has no `acr_values`.
/// - The backchannel authentication request carries `login_hint=user:{login_hint}`.
/// - The backchannel authentication request carries `authorization_details={authorization_details}`.
/// - The poll for a token that the user agrees to elsewhere carries `kind=poll`.
/// - Variant `V2`: the browser goes to `{site}/v2/authorize`; requests of `password` go as a multipart form.
/// - Scopes are joined by `,`.
/// - In answers scopes are joined by ` `.
/// - Scopes stand in URLs as they are.
/// - The scope `read` goes with every authorization.
/// - The scope `read` is asked of users when the application names none.
/// - The scope `all` may not be asked for.
/// - The scope `write` brings `read` with it.
/// - `user` is a list of scopes of its own.
/// - `free` is a list of scopes of its own.
/// - The callback is a JSON document that the provider posts.
/// - The callback calls `code` `auth_code`.
/// - **The provider may start an authorization by itself**: such a callback has no `st`, and anyone can send it to a browser. Only `accept_initiated` takes it.
/// - Callbacks have `error` at `error` or `error_reason`.
/// - Callbacks have `error_description` at `message`.
/// - In callbacks `user_denied` means `access_denied`.
/// - A callback must carry `iss`, which has to be `https://acme.com` (RFC 9207).
/// - The callback is signed: `signature` of the JSON body holds as `v1` an HMAC-SHA512 over `{request.method}\n{signature.t}{request.query}` (pairs sorted by name, percent-encoded, without `hmac`, values of one name as a JSON list) with the key `{client_secret}&` hashed with HMAC-SHA256 under `WebAppData`, not older than 90 seconds by `{signature.t}`, once for each `{request.header.x-id}`. It is checked before anything else.
/// - `callback.realm` must look like `[0-9]+`.
/// - The consent `admin` is given at `https://{host}/admin`: no code comes back, a callback where `yes` is `True` means yes.
/// - Token answers come as JSONP.
/// - Token answers come in `data`.
/// - Token answers come with `access_token` at `token`.
/// - Access tokens expire after `expires` milliseconds.
/// - Refresh tokens expire at `until`, as RFC 3339 writes it, if that is not 0.
/// - Access tokens live 8 hours as documented; what the answer says counts first.
/// - Refresh tokens live 1 day.
/// - Refresh tokens live 12 hours without being used.
/// - Tokens are renewed 30 seconds before they expire.
/// - Token answers are signed: `signature` of the JSON body holds an HMAC-SHA256 over `{request.json.id}{token.sub}`.
/// - `token.shop` must be `{shop}!`; anything else is refused.
/// - `token.instance` must be under `acme.com`.
/// - `token.sub` is the ID token's claim `sub`.
/// - `token.trace` is the answer's header `x-trace`.
/// - `token.team` is the first that is there of `account.id` and `user.id`.
/// - `token.team` is there where `account.kind` is `team`, `account.kind` is not `user` or `/team` is there.
/// - `token.main` is in the first element of `accounts` where `accounts.*.kind` is `main` or `accounts.*.rank` is not `2`, and there must be one.
/// - Each of `token.accounts.hosts` must be under `acme.com`.
/// - Each of `token.accounts.tags` must look like `[a-z]+`.
/// - An answer is a refusal, whatever its status, where `ok` is `false`, `code` is not `-1`, `error.type` is there or `status` is `bad`.
/// - Errors have `error` at `errors.0.type`.
/// - Errors have `error_description` at `message`.
/// - Errors have `error_uri` at `more`.
/// - In errors `10003` means `invalid_grant`.
/// - Where an answer to a token request names no error, the status 410 means `expired_token`.
/// - A refusal may be a bare text: its description, without an error code.
/// - API calls carry no `Authorization`.
/// - API calls carry `acme-version: 2`.
/// - API calls have `access_token={access_token}` in the query, **where servers and proxies log its secrets**.
/// - API calls have `nonce={random.uuid}` in the JSON.
/// - An expired token is answered with 200 (and a refusal in it) or 401 and `invalid_token`.
/// - Status 420 means too many calls.
/// - `GET {token.instance}/connections` is asked for `all`, `id` and `app` after `authorization_code` and `password` only, and kept with the token.
/// - `calls.tenant.app` is there where `0.kind` is `1`, and must be there then.
/// - `GET {token.instance}/ping` is asked as `ping`.
/// - `POST https://acme.com/bye` is part of a revocation.
/// - The call `goodbye` is the client's.
/// - The call `goodbye` has `id={calls.tenant.id}` as a form.
/// - A revocation is sent with the access token, like an API call.
/// - A revocation carries `Authorization: Token {access_token}`.
/// - A revocation is a `DELETE`.
/// - A revocation has no `token`.
/// - An introspection is written as JSON.
/// - An introspection carries the header `accept: application/token-introspection+jwt`.
/// - An introspection carries the header `x-time: {time.unix}`.
/// - An ID token is verified before anyone gets the token: signed with `HS256` or `EdDSA`, issued by `https://acme.com/{claims.tid}`, for the authorization's `nonce`.
/// - An ID token may be missing although `openid` was asked for.
/// - An ID token is for `acme`.
/// - Clocks may differ by 30 seconds.
/// - What is said about a token is signed: `PS256`.
/// - What is said about the user is signed: `ES256`.
/// - The webhook `v1`: the header `x-signature` holds as `v1` an HMAC-SHA256 over `{signature.t}{request.body}`, not older than 90 seconds by `{signature.t}`, once for each `{request.header.x-id}`.
/// - **The id of a delivery of `v1` is not signed** (`{request.header.x-id}`): it tells one that is sent again, and not one that somebody has caught and sends again under another.
/// - The webhook `published`: the header `x-signature` holds an Ed25519 signature over `{request.body}` with the key `{secret}` in PEM.
/// - The keys of `published` are published at `https://{dc}/keys`, in `data.key`.
/// - **Nothing in `published` tells a repeated delivery**.
/// - The webhook `of-client`: the header `x-signature` holds an HMAC-SHA256 over `{client_id}{request.body}`.
/// - The webhook `of-client` is for one client: `.client_id(…)` says for which.
/// - **Nothing in `of-client` tells a repeated delivery**.
/// - The webhook `plain-text`: the header `x-token` holds after `secret=` the text `{secret}`.
/// - **The webhook `plain-text` is not signed, a secret text comes with it**: who has seen one can make others.
/// - **Nothing in `plain-text` tells a repeated delivery**.
/// - The webhook `hashed`: the header `x-signature` holds an HMAC-SHA256 over `{request.header.date};{computed.body_hash}`.
/// - **Nothing in `hashed` tells a repeated delivery**.
/// - The webhook `whole`: the whole body holds a JWT signed with HS512.
/// - **Nothing in `whole` tells a repeated delivery**.
/// - The webhook `token`: `jwt` holds a JWT signed with HS256, issuer `acme`, and the body's hash as `hash`, once for each `{signature.jti}`.
#[allow(dead_code, unreachable_pub, clippy::struct_excessive_bools, reason = "there is all that it offers")]
#[allow(clippy::doc_markdown, clippy::enum_variant_names, clippy::struct_field_names, clippy::upper_case_acronyms, reason = "its words")]
pub mod acme {
    /// What Acme declares, where it differs from the standards.
    pub const SPEC: crate::runtime::spec::ProviderSpec = {
        use crate::runtime::spec::prelude::*;
        ProviderSpec {
            name: "acme",
            title: "Acme",
            variables: &[
                Variable {
                    name: "shop",
                    kind: VariableKind::Label,
                    default: None,
                    pattern: None,
                },
                Variable {
                    name: "host",
                    kind: VariableKind::Hostname,
                    default: None,
                    pattern: None,
                },
                Variable {
                    name: "site",
                    kind: VariableKind::Url,
                    default: None,
                    pattern: None,
                },
                Variable {
                    name: "account",
                    kind: VariableKind::Integer,
                    default: None,
                    pattern: None,
                },
                Variable {
                    name: "retries",
                    kind: VariableKind::Integer,
                    default: text("3"),
                    pattern: None,
                },
                Variable {
                    name: "word",
                    kind: VariableKind::String,
                    default: text("x"),
                    pattern: Some("[a-z]+"),
                },
                Variable {
                    name: "object_key",
                    kind: VariableKind::String,
                    default: None,
                    pattern: None,
                },
                Variable {
                    name: "gateway_key",
                    kind: VariableKind::String,
                    default: None,
                    pattern: None,
                },
                Variable {
                    name: "kind",
                    kind: VariableKind::Enum(&["hex", "base64"]),
                    default: None,
                    pattern: None,
                },
                Variable {
                    name: "dc",
                    kind: VariableKind::Map(&[("us", "acme.com"), ("eu", "acme.eu")]),
                    default: None,
                    pattern: None,
                },
            ],
            environments: &[
                Environment {
                    name: "test",
                    values: &[("dc", "eu"), ("retries", "5")],
                },
            ],
            client: ClientSpec {
                authentication: &[
                    ClientAuthentication::None,
                    ClientAuthentication::Declared(
                        &DeclaredAuthentication {
                            name: "bearer",
                            headers: &[
                                Header {
                                    name: "authorization",
                                    value: Template::Written("Bearer {client_secret}"),
                                },
                            ],
                            parameters: &[
                                Parameter::new("assertion", "{computed.assertion}"),
                            ],
                            needs_secret: true,
                        },
                    ),
                    ClientAuthentication::PrivateKeyJwt,
                    ClientAuthentication::TlsClientAuth,
                ],
                numeric_id: true,
                id_parameter: "client_key",
                secret_parameter: "client_token",
                redirect_schemes: &["https"],
                assertion: Some(Assertion {
                    algorithm: Some(JwtAlgorithm::Es384),
                    audience: Template::Written("https://{variables.dc}"),
                    lifetime: 120,
                    client_id: true,
                    header: &[Parameter::text("typ", "client-authentication+jwt")],
                    claims: &[Parameter::new("iss", "{variables.word}")],
                }),
                dpop: Some(Dpop {
                    algorithm: JwtAlgorithm::EdDsa,
                    required: false,
                    code_binding: false,
                }),
                certificate: true,
            },
            computed: &[
                Computed {
                    name: "proof",
                    recipe: ComputedRecipe::Digest(
                        &Digest {
                            algorithm: Algorithm::Sha256,
                            message: Template::Written(
                                "{variables.word}{time.unix_ms}{request.path}",
                            ),
                            ..Digest::STANDARD
                        },
                    ),
                },
                Computed {
                    name: "body_hash",
                    recipe: ComputedRecipe::Digest(
                        &Digest {
                            algorithm: Algorithm::Sha256,
                            message: Template::Written("{request.body}"),
                            encoding: DigestEncoding::Base64,
                            ..Digest::STANDARD
                        },
                    ),
                },
                Computed {
                    name: "sign",
                    recipe: ComputedRecipe::Digest(
                        &Digest {
                            key: Template::Written("{client_secret}"),
                            message: Template::Written(
                                "{client_id}{random}{request.target}{request.parameters}",
                            ),
                            base_path: "/v1",
                            encoding: DigestEncoding::HexUpper,
                            ..Digest::STANDARD
                        },
                    ),
                },
                Computed {
                    name: "gateway_sign",
                    recipe: ComputedRecipe::Digest(
                        &Digest {
                            algorithm: Algorithm::RsaPssSha256,
                            key: Template::Written("{variables.gateway_key}"),
                            key_encoding: KeyEncoding::Base64,
                            message: Template::Written(
                                "{time.date_time+08:00}{request.query}",
                            ),
                            ..Digest::STANDARD
                        },
                    ),
                },
                Computed {
                    name: "assertion",
                    recipe: ComputedRecipe::Jwt(
                        &Jwt {
                            algorithm: JwtAlgorithm::Es256,
                            key: Template::Written("{variables.word}"),
                            header: &[Parameter::text("kid", "1")],
                            claims: &[Parameter::new("iss", "{client_id}")],
                            lifetime: 300,
                        },
                    ),
                },
            ],
            endpoints: Endpoints {
                issuer: text("https://acme.com"),
                authorization: written("https://{variables.dc}/authorize"),
                token: text("http://127.0.0.1/token"),
                revocation: text("https://acme.com/revoke"),
                introspection: written("https://{variables.shop}.acme.com/introspect"),
                device_authorization: text("https://acme.com/device"),
                pushed_authorization_request: written("https://{variables.dc}/par"),
                backchannel_authentication: text("https://acme.com/backchannel"),
                registration: text("https://acme.com/register"),
                api: written("{token.instance}"),
                jwks: text("https://acme.com/keys"),
                userinfo: written("https://{variables.shop}.acme.com/userinfo"),
                end_session: text("https://acme.com/logout"),
            },
            discovery: Some(Discovery {
                url: text("https://acme.com/metadata"),
                ignore: &["code_challenge_methods_supported"],
                ..Discovery::STANDARD
            }),
            grants: Grants {
                authorization_code: Some(AuthorizationCodeGrant {
                    authorization: AuthorizationRequest {
                        endpoint: text("https://acme.com/#/authorize"),
                        query_after_fragment: true,
                        parameters: &[
                            Parameter::RESPONSE_TYPE_CODE,
                            Parameter::new("client_key", "{client_id}"),
                            Parameter::REDIRECT_URI,
                            Parameter::CODE_CHALLENGE_METHOD_S256,
                            Parameter::SCOPE,
                            Parameter::STATE,
                            Parameter::CODE_CHALLENGE,
                            Parameter::given("team"),
                            Parameter::new(
                                "authorization_details",
                                "{authorization_details}",
                            ),
                            Parameter::new("sign", "{computed.sign}"),
                        ],
                    },
                    challenge: Challenge::S256Hex,
                    offline: Some(
                        &Offline {
                            scopes: &["offline_access"],
                            parameters: &[Parameter::text("access_type", "offline")],
                            default: true,
                            endless: true,
                        },
                    ),
                    pushed: true,
                    request_object: Some(
                        &RequestObject {
                            algorithm: JwtAlgorithm::EdDsa,
                            key: Template::Written("{variables.object_key}"),
                            key_id: written("{variables.shop}-1"),
                            lifetime: 60,
                        },
                    ),
                    parameters: &[CallParameter::optional("team", ParameterKind::String)],
                    request: TokenRequest {
                        method: Method::Get,
                        parameters_in: ParametersIn::Query,
                        query: &[Parameter::new("secret", "{client_secret}")],
                        answer: Some(
                            &Answer {
                                format: AnswerFormat::Form,
                                access_token: "token",
                                expiry: Expiry::after("expires", Unit::Milliseconds),
                                refresh_token_expiry: Some(Expiry::At {
                                    field: "until",
                                    format: TimeFormat::Rfc3339,
                                    zero_is_never: true,
                                }),
                                ..Answer::STANDARD
                            },
                        ),
                        ..TokenRequest::AUTHORIZATION_CODE
                    },
                    confidential: Some(
                        &Unchallenged {
                            authorization: AuthorizationRequest {
                                endpoint: text("https://acme.com/#/authorize"),
                                query_after_fragment: true,
                                parameters: &[
                                    Parameter::RESPONSE_TYPE_CODE,
                                    Parameter::new("client_key", "{client_id}"),
                                    Parameter::REDIRECT_URI,
                                    Parameter::SCOPE,
                                    Parameter::STATE,
                                    Parameter::given("team"),
                                    Parameter::new(
                                        "authorization_details",
                                        "{authorization_details}",
                                    ),
                                    Parameter::new("sign", "{computed.sign}"),
                                ],
                            },
                            request: TokenRequest {
                                method: Method::Get,
                                parameters_in: ParametersIn::Query,
                                query: &[Parameter::new("secret", "{client_secret}")],
                                answer: Some(
                                    &Answer {
                                        format: AnswerFormat::Form,
                                        access_token: "token",
                                        expiry: Expiry::after("expires", Unit::Milliseconds),
                                        refresh_token_expiry: Some(Expiry::At {
                                            field: "until",
                                            format: TimeFormat::Rfc3339,
                                            zero_is_never: true,
                                        }),
                                        ..Answer::STANDARD
                                    },
                                ),
                                ..TokenRequest::AUTHORIZATION_CODE_WITHOUT_PKCE
                            },
                        },
                    ),
                    ..AuthorizationCodeGrant::STANDARD
                }),
                implicit: Some(ImplicitGrant {
                    authorization: AuthorizationRequest {
                        parameters: &[
                            Parameter::text("response_type", "id_token token"),
                            Parameter::new("client_key", "{client_id}"),
                            Parameter::REDIRECT_URI,
                            Parameter::SCOPE,
                            Parameter::STATE,
                            Parameter::NONCE,
                            Parameter::new(
                                "authorization_details",
                                "{authorization_details}",
                            ),
                            Parameter::new("resource", "{resource}"),
                            Parameter::text("response_mode", "form_post"),
                        ],
                        ..AuthorizationRequest::EMPTY
                    },
                    response_type: ResponseType::IdTokenToken,
                    response_mode: Some(ResponseMode::FormPost),
                    ..ImplicitGrant::STANDARD
                }),
                password: Some(TokenGrant {
                    parameters: &[CallParameter::required("otp", ParameterKind::Secret)],
                    request: TokenRequest {
                        authentication: Some(ClientAuthentication::NOTHING),
                        parameters: &[
                            Parameter::text("grant_type", "password"),
                            Parameter::given("username"),
                            Parameter::given("password"),
                            Parameter::SCOPE,
                            Parameter::given("otp"),
                            Parameter::new(
                                "authorization_details",
                                "{authorization_details}",
                            ),
                            Parameter::new("proof", "{computed.proof}"),
                            Parameter::new("sign", "{computed.gateway_sign}"),
                        ],
                        ..TokenRequest::FORM
                    },
                    ..TokenGrant::PASSWORD
                }),
                client_credentials: Some(TokenGrant {
                    request: TokenRequest {
                        parameters_in: ParametersIn::Multipart,
                        parameters: &[
                            Parameter::GRANT_TYPE_CLIENT_CREDENTIALS,
                            Parameter::SCOPE,
                            Parameter::new(
                                "authorization_details",
                                "{authorization_details}",
                            ),
                            Parameter::new("account", "{variables.account}"),
                            Parameter::new("retries", "{variables.retries}"),
                        ],
                        ..TokenRequest::FORM
                    },
                    ..TokenGrant::CLIENT_CREDENTIALS
                }),
                device_code: Some(DeviceGrant {
                    authorization: TokenRequest {
                        method: Method::Get,
                        authentication: Some(ClientAuthentication::None),
                        parameters_in: ParametersIn::Query,
                        parameters: &[
                            Parameter::SCOPE,
                            Parameter::new(
                                "authorization_details",
                                "{authorization_details}",
                            ),
                            Parameter::text("kind", "tv"),
                        ],
                        ..TokenRequest::FORM
                    },
                    answer: DeviceAnswer {
                        format: AnswerFormat::Jsonp,
                        root: "data",
                        verification_uri_complete: "url",
                        expires_in: "lasts",
                        expires_in_unit: Unit::Minutes,
                        interval: "/pause",
                        ..DeviceAnswer::STANDARD
                    },
                    verification_uri: written(
                        "https://{variables.shop}.example.com/#/device",
                    ),
                    offline: Some(
                        &Offline {
                            scopes: &["offline_access"],
                            parameters: &[],
                            default: false,
                            endless: false,
                        },
                    ),
                    request: TokenRequest {
                        parameters: &[
                            Parameter::text("grant_type", "device_code"),
                            Parameter::given("device_code"),
                            Parameter::given("user_code"),
                        ],
                        ..TokenRequest::FORM
                    },
                    ..DeviceGrant::STANDARD
                }),
                ciba: Some(CibaGrant {
                    authentication: TokenRequest {
                        parameters: &[
                            Parameter::SCOPE,
                            Parameter::new("login_hint", "user:{parameters.login_hint}"),
                            Parameter::given("login_hint_token"),
                            Parameter::given("id_token_hint"),
                            Parameter::given("binding_message"),
                            Parameter::given("user_code"),
                            Parameter::given("requested_expiry"),
                            Parameter::new(
                                "authorization_details",
                                "{authorization_details}",
                            ),
                        ],
                        ..TokenRequest::FORM
                    },
                    request: TokenRequest {
                        parameters: &[
                            Parameter::text(
                                "grant_type",
                                "urn:openid:params:grant-type:ciba",
                            ),
                            Parameter::given("auth_req_id"),
                            Parameter::text("kind", "poll"),
                        ],
                        ..TokenRequest::FORM
                    },
                    ..CibaGrant::STANDARD
                }),
                refresh_token: Some(RefreshGrant {
                    request: TokenRequest {
                        parameters: &[
                            Parameter::new("resource", "{resource}"),
                            Parameter::new("token", "{access_token}"),
                        ],
                        ..TokenRequest::FORM
                    },
                    rotation: Rotation::Never,
                    same_token: true,
                }),
                personal_access_token: Some(PersonalAccessTokenGrant {
                    expiry: IssuedExpiry::Never,
                }),
                custom: &[
                    CustomGrant {
                        name: "app",
                        parameters: &[
                            CallParameter::required("app_id", ParameterKind::Integer),
                        ],
                        request: TokenRequest {
                            endpoint: written("https://acme.com/apps/{parameters.app_id}"),
                            parameters: &[
                                Parameter::new(
                                    "authorization_details",
                                    "{authorization_details}",
                                ),
                                Parameter::new("where", "{\"a\":\"{parameters.app_id}\"}")
                                    .json(),
                            ],
                            ..TokenRequest::FORM
                        },
                        renewal: Renewal::Reacquire,
                        ..CustomGrant::STANDARD
                    },
                    CustomGrant {
                        name: "long_lived",
                        after: &["authorization_code"],
                        request: TokenRequest {
                            parameters: &[Parameter::new("token", "{access_token}")],
                            ..TokenRequest::FORM
                        },
                        ..CustomGrant::STANDARD
                    },
                ],
            },
            variants: &[
                Variant {
                    name: "v2",
                    grants: &["password"],
                    authorization_endpoint: written("{variables.site}/v2/authorize"),
                    parameters_in: Some(ParametersIn::Multipart),
                    ..Variant::STANDARD
                },
            ],
            scopes: Scopes {
                separator: ",",
                encoding: ScopeEncoding::Raw,
                required: &["read"],
                default: &["read"],
                forbidden: &["all"],
                implies: &[("write", "read")],
                sets: &[
                    ScopeSet {
                        name: "user",
                        known: &["users:read"],
                    },
                    ScopeSet {
                        name: "free",
                        known: &[],
                    },
                ],
                known: &["read", "write"],
                ..Scopes::STANDARD
            },
            callback: Callback {
                format: CallbackFormat::Json,
                code: "auth_code",
                state: StateUse::ProviderInitiated("st"),
                error: &["error", "error_reason"],
                error_description: &["message"],
                error_codes: &[("user_denied", "access_denied")],
                fields: <CallbackFields as crate::runtime::Fields>::FIELDS,
                iss_required: true,
                signature: Some(Signature {
                    place: SignaturePlace::Json("signature"),
                    syntax: SignatureSyntax::Pairs {
                        key: "v1",
                        separator: ",",
                    },
                    check: SignatureCheck::Digest(
                        &Digest {
                            algorithm: Algorithm::HmacSha512,
                            key: Template::Written("{client_secret}&"),
                            key_encoding: KeyEncoding::HmacSha256Of("WebAppData"),
                            message: Template::Written(
                                "{request.method}\n{signature.t}{request.query}",
                            ),
                            query: CanonicalQuery {
                                order: QueryOrder::Name,
                                remove: &["hmac"],
                                values: QueryValues::Percent,
                                repeated: RepeatedNames::Json,
                                ..CanonicalQuery::STANDARD
                            },
                            encoding: DigestEncoding::Variable("kind"),
                            ..Digest::STANDARD
                        },
                    ),
                    timestamp: Some(Timestamp {
                        value: Source::SignaturePart("t"),
                        format: TimeFormat::Unix,
                        max_age: 90,
                        max_ahead: 30,
                    }),
                    replay_id: Some(Source::Header("x-id")),
                }),
                ..Callback::STANDARD
            },
            token: TokenSpec {
                answer: Answer {
                    format: AnswerFormat::Jsonp,
                    root: "data",
                    access_token: "token",
                    expiry: Expiry::after("expires", Unit::Milliseconds),
                    refresh_token_expiry: Some(Expiry::At {
                        field: "until",
                        format: TimeFormat::Rfc3339,
                        zero_is_never: true,
                    }),
                    ..Answer::STANDARD
                },
                lifetime: Some(28_800),
                refresh_token_lifetime: Some(86_400),
                refresh_token_idle: Some(43_200),
                renew_before: Some(30),
                fields: <TokenFields as crate::runtime::Fields>::FIELDS,
                signature: Some(Signature {
                    place: SignaturePlace::Json("signature"),
                    syntax: SignatureSyntax::Prefix(""),
                    check: SignatureCheck::Digest(
                        &Digest {
                            key: Template::Written("{client_secret}"),
                            message: Template::Written("{request.json.id}{token.sub}"),
                            encoding: DigestEncoding::Auto,
                            ..Digest::STANDARD
                        },
                    ),
                    timestamp: None,
                    replay_id: None,
                }),
            },
            errors: ErrorSpec {
                when: &[
                    Condition {
                        path: "ok",
                        test: Test::Is(Literal::Boolean(false)),
                    },
                    Condition {
                        path: "code",
                        test: Test::IsNot(Literal::Integer(-1)),
                    },
                    Condition {
                        path: "error.type",
                        test: Test::Present,
                    },
                    Condition {
                        path: "status",
                        test: Test::Is(Literal::Text("bad")),
                    },
                ],
                code: &["errors.0.type"],
                description: &["message"],
                uri: "more",
                codes: &[("10003", "invalid_grant")],
                statuses: &[(410, "expired_token")],
                text: Some(ErrorText::Description),
                fields: <ErrorFields as crate::runtime::Fields>::FIELDS,
            },
            api: Api {
                authorization: None,
                headers: &[
                    Header {
                        name: "acme-version",
                        value: Template::text("2"),
                    },
                ],
                query: &[Parameter::ACCESS_TOKEN],
                body: &[Parameter::new("nonce", "{random.uuid}")],
                body_in: ParametersIn::Json,
                expired: ExpirySignal {
                    status: &[200, 401],
                    ..ExpirySignal::STANDARD
                },
                rate_limited: &[429, 420],
            },
            revocation: TokenOperation {
                authentication: CallAuthentication::AccessToken,
                authorization: written("Token {access_token}"),
                method: Method::Delete,
                parameters: &[],
                ..TokenOperation::STANDARD
            },
            introspection: TokenOperation {
                parameters_in: ParametersIn::Json,
                headers: &[
                    Header {
                        name: "accept",
                        value: Template::text("application/token-introspection+jwt"),
                    },
                    Header {
                        name: "x-time",
                        value: Template::Written("{time.unix}"),
                    },
                ],
                ..TokenOperation::STANDARD
            },
            introspection_signed: &[JwtAlgorithm::Ps256],
            calls: &[
                Call {
                    name: "tenant",
                    when: CallTime::Connected,
                    grants: Some(&["authorization_code", "password"]),
                    url: Template::Written("{token.instance}/connections"),
                    fields: <calls::Tenant as crate::runtime::Fields>::FIELDS,
                    ..Call::STANDARD
                },
                Call {
                    name: "ping",
                    url: Template::Written("{token.instance}/ping"),
                    ..Call::STANDARD
                },
                Call {
                    name: "goodbye",
                    when: CallTime::Disconnect,
                    method: Method::Post,
                    url: Template::text("https://acme.com/bye"),
                    authentication: CallAuthentication::Client,
                    parameters_in: ParametersIn::Form,
                    parameters: &[Parameter::new("id", "{calls.tenant.id}")],
                    ..Call::STANDARD
                },
            ],
            consents: &[
                Consent {
                    name: "admin",
                    authorization: AuthorizationRequest {
                        endpoint: written("https://{variables.host}/admin"),
                        parameters: &[
                            Parameter::CLIENT_ID,
                            Parameter::STATE,
                            Parameter::new("users", "{scopes.user}"),
                            Parameter::new("free", "{scopes.free}"),
                        ],
                        ..AuthorizationRequest::EMPTY
                    },
                    success: Some(Condition {
                        path: "yes",
                        test: Test::Is(Literal::Text("True")),
                    }),
                    fields: <consents::Admin as crate::runtime::Fields>::FIELDS,
                },
            ],
            authorization_details: &[
                AuthorizationDetail {
                    name: "payment_initiation",
                    fields: <authorization_details::PaymentInitiation as crate::runtime::Fields>::FIELDS,
                },
                AuthorizationDetail {
                    name: "https://acme.com/files",
                    fields: &[],
                },
            ],
            webhooks: &[
                Webhook {
                    name: "v1",
                    signature: Signature {
                        place: SignaturePlace::Header("x-signature"),
                        syntax: SignatureSyntax::Pairs {
                            key: "v1",
                            separator: ";",
                        },
                        check: SignatureCheck::Digest(
                            &Digest {
                                key: Template::Written("{secret}"),
                                message: Template::Written("{signature.t}{request.body}"),
                                encoding: DigestEncoding::Auto,
                                ..Digest::STANDARD
                            },
                        ),
                        timestamp: Some(Timestamp {
                            value: Source::SignaturePart("t"),
                            format: TimeFormat::DateTime(-210),
                            max_age: 90,
                            max_ahead: 90,
                        }),
                        replay_id: Some(Source::Header("x-id")),
                    },
                    keys: None,
                },
                Webhook {
                    name: "published",
                    signature: Signature {
                        place: SignaturePlace::Header("x-signature"),
                        syntax: SignatureSyntax::Prefix(""),
                        check: SignatureCheck::Digest(
                            &Digest {
                                algorithm: Algorithm::Ed25519,
                                key: Template::Written("{secret}"),
                                key_encoding: KeyEncoding::Pem,
                                message: Template::Written("{request.body}"),
                                encoding: DigestEncoding::Auto,
                                ..Digest::STANDARD
                            },
                        ),
                        timestamp: None,
                        replay_id: None,
                    },
                    keys: Some(PublishedKeys {
                        url: Template::Written("https://{variables.dc}/keys"),
                        path: "data.key",
                    }),
                },
                Webhook {
                    name: "of-client",
                    signature: Signature {
                        place: SignaturePlace::Header("x-signature"),
                        syntax: SignatureSyntax::Prefix(""),
                        check: SignatureCheck::Digest(
                            &Digest {
                                key: Template::Written("{secret}"),
                                message: Template::Written("{client_id}{request.body}"),
                                encoding: DigestEncoding::Auto,
                                ..Digest::STANDARD
                            },
                        ),
                        timestamp: None,
                        replay_id: None,
                    },
                    keys: None,
                },
                Webhook {
                    name: "plain-text",
                    signature: Signature {
                        place: SignaturePlace::Header("x-token"),
                        syntax: SignatureSyntax::Prefix("secret="),
                        check: SignatureCheck::Digest(
                            &Digest {
                                algorithm: Algorithm::None,
                                message: Template::Written("{secret}"),
                                encoding: DigestEncoding::Text,
                                ..Digest::STANDARD
                            },
                        ),
                        timestamp: None,
                        replay_id: None,
                    },
                    keys: None,
                },
                Webhook {
                    name: "hashed",
                    signature: Signature {
                        place: SignaturePlace::Header("x-signature"),
                        syntax: SignatureSyntax::Prefix(""),
                        check: SignatureCheck::Digest(
                            &Digest {
                                key: Template::Written("{secret}"),
                                message: Template::Written(
                                    "{request.header.date};{computed.body_hash}",
                                ),
                                computed: &[
                                    Computed {
                                        name: "body_hash",
                                        recipe: ComputedRecipe::Digest(
                                            &Digest {
                                                algorithm: Algorithm::Sha256,
                                                message: Template::Written("{request.body}"),
                                                encoding: DigestEncoding::Base64,
                                                ..Digest::STANDARD
                                            },
                                        ),
                                    },
                                ],
                                encoding: DigestEncoding::Auto,
                                ..Digest::STANDARD
                            },
                        ),
                        timestamp: None,
                        replay_id: None,
                    },
                    keys: None,
                },
                Webhook {
                    name: "whole",
                    signature: Signature {
                        place: SignaturePlace::Body,
                        syntax: SignatureSyntax::Prefix(""),
                        check: SignatureCheck::Jwt(
                            &JwtCheck {
                                algorithms: &[JwtAlgorithm::Hs512],
                                key: Template::Written("{secret}"),
                                audience: None,
                                issuer: None,
                                body_hash_claim: None,
                            },
                        ),
                        timestamp: None,
                        replay_id: None,
                    },
                    keys: None,
                },
                Webhook {
                    name: "token",
                    signature: Signature {
                        place: SignaturePlace::Query("jwt"),
                        syntax: SignatureSyntax::Prefix(""),
                        check: SignatureCheck::Jwt(
                            &JwtCheck {
                                algorithms: &[JwtAlgorithm::Hs256],
                                key: Template::Written("{secret}"),
                                audience: None,
                                issuer: text("acme"),
                                body_hash_claim: Some("hash"),
                            },
                        ),
                        timestamp: None,
                        replay_id: Some(Source::SignaturePart("jti")),
                    },
                    keys: None,
                },
            ],
            id_token: Some(IdTokenSpec {
                issuer: Template::Written("https://acme.com/{claims.tid}"),
                algorithms: &[JwtAlgorithm::Hs256, JwtAlgorithm::EdDsa],
                nonce_required: true,
                expected: false,
                audience: Template::text("acme"),
                leeway: 30,
                claims: <IdTokenClaims as crate::runtime::Fields>::FIELDS,
            }),
            userinfo: UserinfoSpec {
                signed: &[JwtAlgorithm::Es256],
                fields: <UserinfoFields as crate::runtime::Fields>::FIELDS,
            },
        }
    };
    /// Acme, as a type.
    #[allow(missing_debug_implementations, reason = "it has no values")]
    pub enum Acme {}
    impl crate::runtime::Provider for Acme {
        type Scope = Scope;
        type Environment = Environment;
        type Variables = Variables;
        type Variant = Variant;
        type TokenFields = TokenFields;
        type CallbackFields = CallbackFields;
        type ErrorFields = ErrorFields;
        #[inline]
        fn spec() -> &'static crate::runtime::spec::ProviderSpec {
            &SPEC
        }
    }
    /// A client of Acme.
    pub type Client = crate::runtime::Client<Acme>;
    /// The settings of a client of Acme.
    pub type ClientBuilder = crate::runtime::ClientBuilder<Acme>;
    /// A token of Acme.
    pub type Token = crate::runtime::Token<Acme>;
    /// Calls to Acme, with a token that is renewed.
    pub type Session = crate::runtime::Session<Acme>;
    /// An authorization that waits for the browser to come back.
    pub type Pending = crate::runtime::Pending<Acme>;
    /// An authorization that has come back, ready for the exchange of its code.
    pub type Authorized = crate::runtime::Authorized<Acme>;
    /// The scopes of Acme.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    pub enum Scope {
        /// `read`: Read
        Read,
        /// `write`
        Write,
    }
    crate::runtime::scopes!(Scope, ScopeValue::value);
    impl crate::runtime::ScopeValue for Scope {
        #[inline]
        fn value(&self) -> &str {
            <Acme as crate::runtime::Provider>::spec().scopes.known[*self as usize]
        }
    }
    /// What the user allows.
    #[derive(::core::clone::Clone, ::core::marker::Copy)]
    pub enum UserScope {
        /// `users:read`: Read users
        UsersRead,
    }
    crate::runtime::scopes!(UserScope, ScopeIn::as_str);
    impl crate::runtime::ScopeIn for UserScope {
        type Provider = Acme;
        const SET: &'static str = "user";
        #[inline]
        fn as_str(&self) -> &str {
            <Acme as crate::runtime::Provider>::spec().scopes.sets[0].known[*self as usize]
        }
    }
    /// The scopes that are asked for as `free`.
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::cmp::PartialEq)]
    #[derive(::core::cmp::Eq)]
    pub struct FreeScope(pub ::std::string::String);
    impl crate::runtime::ScopeIn for FreeScope {
        type Provider = Acme;
        const SET: &'static str = "free";
        #[inline]
        fn as_str(&self) -> &str {
            &self.0
        }
    }
    /// The environments. The first is the default.
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
    pub enum Environment {
        /// `test`
        Test,
    }
    crate::runtime::names!(Environment, EnvironmentName, Test = "test");
    /// Other ways to write token requests.
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
    pub enum Variant {
        /// `v2`
        V2,
    }
    crate::runtime::names!(Variant, VariantName, V2 = "v2");
    /// What only the application knows.
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct Variables {
        shop: ::std::string::String,
        host: ::std::string::String,
        site: ::std::string::String,
        account: ::core::primitive::i64,
        object_key: crate::runtime::Secret,
        gateway_key: crate::runtime::Secret,
        kind: Kind,
        retries: ::core::option::Option<::core::primitive::i64>,
        word: ::core::option::Option<crate::runtime::Secret>,
        dc: ::core::option::Option<Dc>,
    }
    impl Variables {
        /// The values that nothing else gives:
        ///
        /// - `shop`: as the provider says
        /// - `host`: as the provider says
        /// - `site`: as the provider says
        /// - `account`: The number of the account.
        /// - `object_key`: as the provider says
        /// - `gateway_key`: as the provider says
        /// - `kind`: as the provider says
        #[must_use]
        pub fn new(
            shop: impl ::core::convert::Into<::std::string::String>,
            host: impl ::core::convert::Into<::std::string::String>,
            site: impl ::core::convert::Into<::std::string::String>,
            account: impl ::core::convert::Into<::core::primitive::i64>,
            object_key: impl ::core::convert::Into<crate::runtime::Secret>,
            gateway_key: impl ::core::convert::Into<crate::runtime::Secret>,
            kind: impl ::core::convert::Into<Kind>,
        ) -> Self {
            Self {
                shop: ::core::convert::Into::into(shop),
                host: ::core::convert::Into::into(host),
                site: ::core::convert::Into::into(site),
                account: ::core::convert::Into::into(account),
                object_key: ::core::convert::Into::into(object_key),
                gateway_key: ::core::convert::Into::into(gateway_key),
                kind: ::core::convert::Into::into(kind),
                retries: ::core::option::Option::None,
                word: ::core::option::Option::None,
                dc: ::core::option::Option::None,
            }
        }
        /// `retries`
        #[must_use]
        pub fn retries(
            mut self,
            value: impl ::core::convert::Into<::core::primitive::i64>,
        ) -> Self {
            self.retries = ::core::option::Option::Some(::core::convert::Into::into(value));
            self
        }
        /// `word`
        #[must_use]
        pub fn word(
            mut self,
            value: impl ::core::convert::Into<crate::runtime::Secret>,
        ) -> Self {
            self.word = ::core::option::Option::Some(::core::convert::Into::into(value));
            self
        }
        /// `dc`
        #[must_use]
        pub fn dc(mut self, value: impl ::core::convert::Into<Dc>) -> Self {
            self.dc = ::core::option::Option::Some(::core::convert::Into::into(value));
            self
        }
    }
    impl crate::runtime::VariableValues for Variables {
        #[inline]
        fn values(self) -> ::std::vec::Vec<(&'static str, ::std::string::String)> {
            crate::runtime::given([
                crate::runtime::required("shop", self.shop),
                crate::runtime::required("host", self.host),
                crate::runtime::required("site", self.site),
                crate::runtime::required("account", self.account.to_string()),
                crate::runtime::required("object_key", self.object_key.expose()),
                crate::runtime::required("gateway_key", self.gateway_key.expose()),
                crate::runtime::required("kind", self.kind.value()),
                crate::runtime::optional(
                    "retries",
                    self.retries.map(|number| number.to_string()),
                ),
                crate::runtime::optional(
                    "word",
                    self.word.as_ref().map(crate::runtime::Secret::expose),
                ),
                crate::runtime::optional("dc", self.dc.map(Dc::value)),
            ])
        }
    }
    /// `kind`
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
    pub enum Kind {
        /// `hex`
        Hex,
        /// `base64`
        Base64,
    }
    crate::runtime::values!(Kind, Hex = "hex", Base64 = "base64");
    /// `dc`
    #[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
    pub enum Dc {
        /// `us`: `acme.com`
        Us,
        /// `eu`: `acme.eu`
        Eu,
    }
    crate::runtime::values!(Dc, Us = "us", Eu = "eu");
    /// Fields of a token beyond the standard ones.
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub struct TokenFields {
        /// `shop`
        pub shop: ::core::option::Option<::std::string::String>,
        /// `instance`
        pub instance: ::std::string::String,
        /// `server`
        pub server: ::core::option::Option<::std::string::String>,
        /// `user`
        pub user: ::core::option::Option<crate::runtime::OtherToken>,
        /// `sub`
        pub sub: ::std::string::String,
        /// `trace`
        pub trace: ::core::option::Option<::std::string::String>,
        /// `team`
        pub team: ::core::option::Option<::std::string::String>,
        /// `roles`
        pub roles: ::std::vec::Vec<Roles>,
        /// `main`
        pub main: i64,
        /// `accounts`
        pub accounts: ::std::vec::Vec<Accounts>,
        /// `owner`
        pub owner: ::core::option::Option<Owner>,
    }
    impl crate::runtime::Fields for TokenFields {
        const FIELDS: &'static [crate::runtime::spec::Field] = {
            const ROWS: [crate::runtime::spec::Field; 11] = [
                crate::runtime::spec::Field::new(
                        "shop",
                        crate::runtime::spec::FieldKind::Label,
                    )
                    .equals({
                        use crate::runtime::spec::prelude::*;
                        Template::Written("{variables.shop}!")
                    }),
                crate::runtime::spec::Field::new(
                        "instance",
                        crate::runtime::spec::FieldKind::Url(&["acme.com"]),
                    )
                    .required(),
                crate::runtime::spec::Field::new(
                    "server",
                    crate::runtime::spec::FieldKind::Hostname(&[]),
                ),
                crate::runtime::spec::Field::new(
                        "user",
                        crate::runtime::spec::FieldKind::Token,
                    )
                    .at("/user"),
                crate::runtime::spec::Field::string("sub")
                    .from(crate::runtime::spec::FieldFrom::IdToken)
                    .required(),
                crate::runtime::spec::Field::string("trace")
                    .at("x-trace")
                    .from(crate::runtime::spec::FieldFrom::Header),
                crate::runtime::spec::Field::string("team")
                    .at("account.id")
                    .or(&["user.id"])
                    .when({
                        use crate::runtime::spec::prelude::*;
                        &[
                            Condition {
                                path: "account.kind",
                                test: Test::Is(Literal::Text("team")),
                            },
                            Condition {
                                path: "account.kind",
                                test: Test::IsNot(Literal::Text("user")),
                            },
                            Condition {
                                path: "/team",
                                test: Test::Present,
                            },
                        ]
                    }),
                crate::runtime::spec::Field::list(
                        "roles",
                        &crate::runtime::spec::FieldKind::Enum(&["admin", "guest"]),
                    )
                    .required(),
                crate::runtime::spec::Field::integer("main")
                    .at("accounts.*.id")
                    .when({
                        use crate::runtime::spec::prelude::*;
                        &[
                            Condition {
                                path: "accounts.*.kind",
                                test: Test::Is(Literal::Text("main")),
                            },
                            Condition {
                                path: "accounts.*.rank",
                                test: Test::IsNot(Literal::Integer(2)),
                            },
                        ]
                    })
                    .required(),
                crate::runtime::spec::Field::list(
                    "accounts",
                    &crate::runtime::spec::FieldKind::Object(
                        <Accounts as crate::runtime::Fields>::FIELDS,
                    ),
                ),
                crate::runtime::spec::Field::object(
                    "owner",
                    <Owner as crate::runtime::Fields>::FIELDS,
                ),
            ];
            &ROWS
        };
        #[inline]
        fn read(values: &mut crate::runtime::FieldValues) -> Self {
            Self {
                shop: values.text(0),
                instance: values.required_text(1),
                server: values.text(2),
                user: values.token(3),
                sub: values.required_text(4),
                trace: values.text(5),
                team: values.text(6),
                roles: values.list(7, crate::runtime::FieldValues::choice),
                main: values.required_integer(8),
                accounts: values.list(9, crate::runtime::FieldValues::object),
                owner: values.object(10),
            }
        }
    }
    /// `roles`
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub enum Roles {
        /// `admin`
        Admin,
        /// `guest`
        Guest,
        /// A text that the declaration does not list.
        Other(::std::string::String),
    }
    impl crate::runtime::FieldText for Roles {
        #[inline]
        fn from_text(text: ::std::string::String) -> Self {
            match text.as_str() {
                "admin" => Self::Admin,
                "guest" => Self::Guest,
                _ => Self::Other(text),
            }
        }
        #[inline]
        fn as_text(&self) -> &str {
            match self {
                Self::Admin => "admin",
                Self::Guest => "guest",
                Self::Other(text) => text,
            }
        }
    }
    crate::runtime::text_eq!(Roles);
    /// `accounts`
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub struct Accounts {
        /// `id`
        pub id: i64,
        /// `scores`
        pub scores: ::std::vec::Vec<f64>,
        /// `hosts`
        pub hosts: ::std::vec::Vec<::std::string::String>,
        /// `keys`
        pub keys: ::std::vec::Vec<crate::runtime::Secret>,
        /// `tags`
        pub tags: ::std::vec::Vec<::std::string::String>,
        /// `flags`
        pub flags: ::std::vec::Vec<bool>,
        /// `anything`
        pub anything: ::std::vec::Vec<crate::runtime::Json>,
        /// `labels`
        pub labels: ::std::vec::Vec<::std::string::String>,
    }
    impl crate::runtime::Fields for Accounts {
        const FIELDS: &'static [crate::runtime::spec::Field] = {
            const ROWS: [crate::runtime::spec::Field; 8] = [
                crate::runtime::spec::Field::integer("id").required(),
                crate::runtime::spec::Field::list(
                    "scores",
                    &crate::runtime::spec::FieldKind::Number,
                ),
                crate::runtime::spec::Field::list(
                    "hosts",
                    &crate::runtime::spec::FieldKind::Hostname(&["acme.com"]),
                ),
                crate::runtime::spec::Field::list(
                    "keys",
                    &crate::runtime::spec::FieldKind::Secret,
                ),
                crate::runtime::spec::Field::list(
                        "tags",
                        &crate::runtime::spec::FieldKind::String,
                    )
                    .pattern("[a-z]+"),
                crate::runtime::spec::Field::list(
                    "flags",
                    &crate::runtime::spec::FieldKind::Boolean,
                ),
                crate::runtime::spec::Field::list(
                    "anything",
                    &crate::runtime::spec::FieldKind::Any,
                ),
                crate::runtime::spec::Field::list(
                    "labels",
                    &crate::runtime::spec::FieldKind::Label,
                ),
            ];
            &ROWS
        };
        #[inline]
        fn read(values: &mut crate::runtime::FieldValues) -> Self {
            Self {
                id: values.required_integer(0),
                scores: values.list(1, crate::runtime::FieldValues::number),
                hosts: values.list(2, crate::runtime::FieldValues::text),
                keys: values.list(3, crate::runtime::FieldValues::secret),
                tags: values.list(4, crate::runtime::FieldValues::text),
                flags: values.list(5, crate::runtime::FieldValues::boolean),
                anything: values.list(6, crate::runtime::FieldValues::json),
                labels: values.list(7, crate::runtime::FieldValues::text),
            }
        }
    }
    /// `owner`
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub struct Owner {
        /// `kind`
        pub kind: OwnerKind,
    }
    impl crate::runtime::Fields for Owner {
        const FIELDS: &'static [crate::runtime::spec::Field] = &[
            crate::runtime::spec::Field::choice("kind", &["user", "app"]).required(),
        ];
        #[inline]
        fn read(values: &mut crate::runtime::FieldValues) -> Self {
            Self {
                kind: values.required_choice(0),
            }
        }
    }
    /// `kind`
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub enum OwnerKind {
        /// `user`
        User,
        /// `app`
        App,
        /// A text that the declaration does not list.
        Other(::std::string::String),
    }
    impl crate::runtime::FieldText for OwnerKind {
        #[inline]
        fn from_text(text: ::std::string::String) -> Self {
            match text.as_str() {
                "user" => Self::User,
                "app" => Self::App,
                _ => Self::Other(text),
            }
        }
        #[inline]
        fn as_text(&self) -> &str {
            match self {
                Self::User => "user",
                Self::App => "app",
                Self::Other(text) => text,
            }
        }
    }
    crate::runtime::text_eq!(OwnerKind);
    /// Fields of a callback beyond the standard ones.
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub struct CallbackFields {
        /// `realm`
        pub realm: ::core::option::Option<::std::string::String>,
    }
    impl crate::runtime::Fields for CallbackFields {
        const FIELDS: &'static [crate::runtime::spec::Field] = &[
            crate::runtime::spec::Field::string("realm").at("realmId").pattern("[0-9]+"),
        ];
        #[inline]
        fn read(values: &mut crate::runtime::FieldValues) -> Self {
            Self { realm: values.text(0) }
        }
    }
    /// Fields of an error beyond the standard ones.
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub struct ErrorFields {
        /// `retry`
        pub retry: ::core::option::Option<bool>,
    }
    impl crate::runtime::Fields for ErrorFields {
        const FIELDS: &'static [crate::runtime::spec::Field] = &[
            crate::runtime::spec::Field::boolean("retry"),
        ];
        #[inline]
        fn read(values: &mut crate::runtime::FieldValues) -> Self {
            Self { retry: values.boolean(0) }
        }
    }
    /// Claims of an ID token beyond the standard ones.
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub struct IdTokenClaims {
        /// The tenant.
        pub tid: ::std::string::String,
        /// `kind`
        pub kind: ::core::option::Option<IdTokenKind>,
    }
    impl crate::runtime::Fields for IdTokenClaims {
        const FIELDS: &'static [crate::runtime::spec::Field] = &[
            crate::runtime::spec::Field::string("tid").required(),
            crate::runtime::spec::Field::choice("kind", &["person", "robot"]),
        ];
        #[inline]
        fn read(values: &mut crate::runtime::FieldValues) -> Self {
            Self {
                tid: values.required_text(0),
                kind: values.choice(1),
            }
        }
    }
    /// `kind`
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub enum IdTokenKind {
        /// `person`
        Person,
        /// `robot`
        Robot,
        /// A text that the declaration does not list.
        Other(::std::string::String),
    }
    impl crate::runtime::FieldText for IdTokenKind {
        #[inline]
        fn from_text(text: ::std::string::String) -> Self {
            match text.as_str() {
                "person" => Self::Person,
                "robot" => Self::Robot,
                _ => Self::Other(text),
            }
        }
        #[inline]
        fn as_text(&self) -> &str {
            match self {
                Self::Person => "person",
                Self::Robot => "robot",
                Self::Other(text) => text,
            }
        }
    }
    crate::runtime::text_eq!(IdTokenKind);
    /// What the provider says about the user.
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub struct UserinfoFields {
        /// `address`
        pub address: ::core::option::Option<UserinfoAddress>,
    }
    impl crate::runtime::Fields for UserinfoFields {
        const FIELDS: &'static [crate::runtime::spec::Field] = &[
            crate::runtime::spec::Field::object(
                "address",
                <UserinfoAddress as crate::runtime::Fields>::FIELDS,
            ),
        ];
        #[inline]
        fn read(values: &mut crate::runtime::FieldValues) -> Self {
            Self { address: values.object(0) }
        }
    }
    /// `address`
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[non_exhaustive]
    pub struct UserinfoAddress {
        /// `country`
        pub country: ::core::option::Option<::std::string::String>,
    }
    impl crate::runtime::Fields for UserinfoAddress {
        const FIELDS: &'static [crate::runtime::spec::Field] = &[
            crate::runtime::spec::Field::string("country"),
        ];
        #[inline]
        fn read(values: &mut crate::runtime::FieldValues) -> Self {
            Self { country: values.text(0) }
        }
    }
    /// Calls that belong to connecting.
    pub mod calls {
        /// Whose token it is.
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #[non_exhaustive]
        pub struct Tenant {
            /// `all`
            pub all: ::std::vec::Vec<crate::runtime::Json>,
            /// Its id.
            pub id: ::std::string::String,
            /// `app`
            pub app: ::core::option::Option<::std::string::String>,
        }
        impl crate::runtime::Fields for Tenant {
            const FIELDS: &'static [crate::runtime::spec::Field] = &[
                crate::runtime::spec::Field::list(
                        "all",
                        &crate::runtime::spec::FieldKind::Any,
                    )
                    .at(""),
                crate::runtime::spec::Field::string("id").at("0.tenantId").required(),
                crate::runtime::spec::Field::string("app")
                    .at("0.appId")
                    .when({
                        use crate::runtime::spec::prelude::*;
                        &[
                            Condition {
                                path: "0.kind",
                                test: Test::Is(Literal::Integer(1)),
                            },
                        ]
                    })
                    .required(),
            ];
            #[inline]
            fn read(values: &mut crate::runtime::FieldValues) -> Self {
                Self {
                    all: values.list(0, crate::runtime::FieldValues::json),
                    id: values.required_text(1),
                    app: values.text(2),
                }
            }
        }
        /// What the call `ping` says.
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #[non_exhaustive]
        pub struct Ping {}
        impl crate::runtime::Fields for Ping {
            const FIELDS: &'static [crate::runtime::spec::Field] = &[];
            #[inline]
            fn read(_values: &mut crate::runtime::FieldValues) -> Self {
                Self {}
            }
        }
    }
    impl crate::runtime::ProviderCall for calls::Tenant {
        type Provider = Acme;
        const NAME: &'static str = "tenant";
    }
    impl crate::runtime::ProviderCall for calls::Ping {
        type Provider = Acme;
        const NAME: &'static str = "ping";
    }
    /// Pages that give consent.
    pub mod consents {
        /// An administrator says yes.
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #[non_exhaustive]
        pub struct Admin {
            /// `tenant`
            pub tenant: ::core::option::Option<::std::string::String>,
        }
        impl crate::runtime::Fields for Admin {
            const FIELDS: &'static [crate::runtime::spec::Field] = &[
                crate::runtime::spec::Field::string("tenant"),
            ];
            #[inline]
            fn read(values: &mut crate::runtime::FieldValues) -> Self {
                Self { tenant: values.text(0) }
            }
        }
    }
    impl crate::runtime::ProviderConsent for consents::Admin {
        type Provider = Acme;
        const NAME: &'static str = "admin";
    }
    /// What may be asked for in detail (RFC 9396).
    pub mod authorization_details {
        /// One payment.
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct PaymentInitiation {
            /// `creditorName`
            pub creditor_name: ::std::string::String,
            /// `amount`
            pub amount: PaymentInitiationAmount,
            /// `urgent`
            pub urgent: ::core::option::Option<bool>,
            /// `count`
            pub count: ::core::option::Option<i64>,
            /// `pin`
            pub pin: ::core::option::Option<crate::runtime::Secret>,
            /// `more`
            pub more: ::core::option::Option<crate::runtime::Json>,
            /// `places`
            pub places: ::std::vec::Vec<::std::string::String>,
            /// `parts`
            pub parts: ::std::vec::Vec<PaymentInitiationParts>,
        }
        impl crate::runtime::Fields for PaymentInitiation {
            const FIELDS: &'static [crate::runtime::spec::Field] = {
                const ROWS: [crate::runtime::spec::Field; 8] = [
                    crate::runtime::spec::Field::string("creditorName").required(),
                    crate::runtime::spec::Field::object(
                            "amount",
                            <PaymentInitiationAmount as crate::runtime::Fields>::FIELDS,
                        )
                        .required(),
                    crate::runtime::spec::Field::boolean("urgent"),
                    crate::runtime::spec::Field::integer("count"),
                    crate::runtime::spec::Field::secret("pin"),
                    crate::runtime::spec::Field::any("more"),
                    crate::runtime::spec::Field::list(
                        "places",
                        &crate::runtime::spec::FieldKind::String,
                    ),
                    crate::runtime::spec::Field::list(
                            "parts",
                            &crate::runtime::spec::FieldKind::Object(
                                <PaymentInitiationParts as crate::runtime::Fields>::FIELDS,
                            ),
                        )
                        .required(),
                ];
                &ROWS
            };
            #[inline]
            fn read(values: &mut crate::runtime::FieldValues) -> Self {
                Self {
                    creditor_name: values.required_text(0),
                    amount: values.required_object(1),
                    urgent: values.boolean(2),
                    count: values.integer(3),
                    pin: values.secret(4),
                    more: values.json(5),
                    places: values.list(6, crate::runtime::FieldValues::text),
                    parts: values.list(7, crate::runtime::FieldValues::object),
                }
            }
        }
        impl crate::runtime::WriteFields for PaymentInitiation {
            #[inline]
            fn write(self, members: &mut crate::runtime::FieldMembers) {
                members
                    .text("creditorName", ::core::option::Option::Some(self.creditor_name));
                members.object("amount", ::core::option::Option::Some(self.amount));
                members.boolean("urgent", self.urgent);
                members.integer("count", self.count);
                members.secret("pin", self.pin);
                members.json("more", self.more);
                members
                    .list(
                        "places",
                        (!self.places.is_empty()).then_some(self.places),
                        crate::runtime::FieldMembers::text,
                    );
                members
                    .list(
                        "parts",
                        ::core::option::Option::Some(self.parts),
                        crate::runtime::FieldMembers::object,
                    );
            }
        }
        /// `amount`
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct PaymentInitiationAmount {
            /// `currency`
            pub currency: ::core::option::Option<PaymentInitiationAmountCurrency>,
            /// `value`
            pub value: ::core::option::Option<f64>,
        }
        impl crate::runtime::Fields for PaymentInitiationAmount {
            const FIELDS: &'static [crate::runtime::spec::Field] = &[
                crate::runtime::spec::Field::choice("currency", &["EUR", "USD"]),
                crate::runtime::spec::Field::number("value"),
            ];
            #[inline]
            fn read(values: &mut crate::runtime::FieldValues) -> Self {
                Self {
                    currency: values.choice(0),
                    value: values.number(1),
                }
            }
        }
        impl crate::runtime::WriteFields for PaymentInitiationAmount {
            #[inline]
            fn write(self, members: &mut crate::runtime::FieldMembers) {
                members.choice("currency", self.currency);
                members.number("value", self.value);
            }
        }
        /// `currency`
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        #[non_exhaustive]
        pub enum PaymentInitiationAmountCurrency {
            /// `EUR`
            Eur,
            /// `USD`
            Usd,
            /// A text that the declaration does not list.
            Other(::std::string::String),
        }
        impl crate::runtime::FieldText for PaymentInitiationAmountCurrency {
            #[inline]
            fn from_text(text: ::std::string::String) -> Self {
                match text.as_str() {
                    "EUR" => Self::Eur,
                    "USD" => Self::Usd,
                    _ => Self::Other(text),
                }
            }
            #[inline]
            fn as_text(&self) -> &str {
                match self {
                    Self::Eur => "EUR",
                    Self::Usd => "USD",
                    Self::Other(text) => text,
                }
            }
        }
        crate::runtime::text_eq!(PaymentInitiationAmountCurrency);
        /// `parts`
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct PaymentInitiationParts {
            /// `id`
            pub id: ::core::option::Option<::std::string::String>,
        }
        impl crate::runtime::Fields for PaymentInitiationParts {
            const FIELDS: &'static [crate::runtime::spec::Field] = &[
                crate::runtime::spec::Field::string("id"),
            ];
            #[inline]
            fn read(values: &mut crate::runtime::FieldValues) -> Self {
                Self { id: values.text(0) }
            }
        }
        impl crate::runtime::WriteFields for PaymentInitiationParts {
            #[inline]
            fn write(self, members: &mut crate::runtime::FieldMembers) {
                members.text("id", self.id);
            }
        }
        /// Authorization details of the type `https://acme.com/files`.
        #[derive(::core::clone::Clone, ::core::fmt::Debug)]
        pub struct Files {}
        impl crate::runtime::Fields for Files {
            const FIELDS: &'static [crate::runtime::spec::Field] = &[];
            #[inline]
            fn read(_values: &mut crate::runtime::FieldValues) -> Self {
                Self {}
            }
        }
        impl crate::runtime::WriteFields for Files {
            #[inline]
            fn write(self, _members: &mut crate::runtime::FieldMembers) {}
        }
    }
    impl crate::runtime::AuthorizationDetail for authorization_details::PaymentInitiation {
        type Provider = Acme;
        const TYPE: &'static str = "payment_initiation";
    }
    impl crate::runtime::AuthorizationDetail for authorization_details::Files {
        type Provider = Acme;
        const TYPE: &'static str = "https://acme.com/files";
    }
    /// How Acme signs what it sends by itself.
    pub mod webhooks {
        /// Events.
        pub const V1: crate::runtime::Webhook = crate::runtime::Webhook::new(
            "acme",
            super::SPEC.webhooks[0],
        );
        /// Verifies `published`.
        pub const PUBLISHED: crate::runtime::PublishedWebhook<super::Acme> = crate::runtime::PublishedWebhook::new(
            "acme",
            super::SPEC.webhooks[1],
        );
        /// Verifies `of-client`.
        pub const OF_CLIENT: crate::runtime::ClientWebhook = crate::runtime::ClientWebhook::new(
            "acme",
            super::SPEC.webhooks[2],
        );
        /// Verifies `plain-text`.
        pub const PLAIN_TEXT: crate::runtime::Webhook = crate::runtime::Webhook::new(
            "acme",
            super::SPEC.webhooks[3],
        );
        /// Verifies `hashed`.
        pub const HASHED: crate::runtime::Webhook = crate::runtime::Webhook::new(
            "acme",
            super::SPEC.webhooks[4],
        );
        /// Verifies `whole`.
        pub const WHOLE: crate::runtime::Webhook = crate::runtime::Webhook::new(
            "acme",
            super::SPEC.webhooks[5],
        );
        /// Verifies `token`.
        pub const TOKEN: crate::runtime::Webhook = crate::runtime::Webhook::new(
            "acme",
            super::SPEC.webhooks[6],
        );
    }
    impl crate::runtime::grants::AuthorizationCode for Acme {}
    impl crate::runtime::grants::Offline for Acme {}
    impl crate::runtime::grants::PushedAuthorizationRequest for Acme {}
    impl crate::runtime::grants::ResourceIndicators for Acme {}
    impl crate::runtime::grants::ProviderInitiated for Acme {}
    impl crate::runtime::grants::Implicit for Acme {}
    impl crate::runtime::grants::Password for Acme {}
    impl crate::runtime::grants::ClientCredentials for Acme {}
    impl crate::runtime::grants::DeviceCode for Acme {}
    impl crate::runtime::grants::DeviceOffline for Acme {}
    impl crate::runtime::grants::Ciba for Acme {}
    impl crate::runtime::grants::RefreshToken for Acme {}
    impl crate::runtime::grants::PersonalAccessToken for Acme {}
    impl crate::runtime::grants::Revocation for Acme {}
    impl crate::runtime::grants::Introspection for Acme {}
    impl crate::runtime::grants::Discovery for Acme {}
    impl crate::runtime::grants::Registration for Acme {}
    impl crate::runtime::grants::EndSession for Acme {}
    impl crate::runtime::grants::OpenIdConnect for Acme {
        type Claims = IdTokenClaims;
    }
    impl crate::runtime::grants::UserinfoEndpoint for Acme {
        type Userinfo = UserinfoFields;
    }
    /// What may be given with `authorization_code`.
    #[derive(::core::clone::Clone, ::core::fmt::Debug, ::core::default::Default)]
    pub struct AuthorizationCodeParameters {
        /// Which team.
        pub team: ::core::option::Option<::std::string::String>,
    }
    impl crate::runtime::grants::GrantParameters for AuthorizationCodeParameters {
        type Provider = Acme;
        const GRANT: &'static str = "authorization_code";
        #[inline]
        fn values(self) -> ::std::vec::Vec<(&'static str, crate::runtime::Value)> {
            crate::runtime::given([crate::runtime::optional("team", self.team)])
        }
    }
    /// What may be given with `password`.
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct PasswordParameters {
        /// `otp`
        pub otp: crate::runtime::Secret,
    }
    impl crate::runtime::grants::GrantParameters for PasswordParameters {
        type Provider = Acme;
        const GRANT: &'static str = "password";
        #[inline]
        fn values(self) -> ::std::vec::Vec<(&'static str, crate::runtime::Value)> {
            crate::runtime::given([crate::runtime::required("otp", self.otp)])
        }
    }
    /// The `app` grant, to be given to `Client::grant`.
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub struct App {
        /// `app_id`
        pub app_id: i64,
    }
    impl crate::runtime::grants::CustomGrant for App {
        type Provider = Acme;
        const NAME: &'static str = "app";
        #[inline]
        fn values(self) -> ::std::vec::Vec<(&'static str, crate::runtime::Value)> {
            crate::runtime::given([crate::runtime::required("app_id", self.app_id)])
        }
    }
    const _: () = crate::runtime::__private::assert_features(
        "Acme",
        &[
            (crate::runtime::spec::Feature::Digests, "[callback.signature]"),
            (crate::runtime::spec::Feature::Discovery, "[discovery]"),
            (crate::runtime::spec::Feature::Jose, "[computed]"),
            (crate::runtime::spec::Feature::Mtls, "client.certificate"),
        ],
    );
    const _: () = crate::runtime::__private::assert_generator("0.1.0");
}
