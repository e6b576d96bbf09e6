//! What a server says about itself.

use oauth_runtime::grants::{AuthorizationCode, OpenIdConnect};
use oauth_runtime::{AnyProvider, Client, Error};
use oauth_spec::{SourceFile, compile};

use crate::browser::signed_in;
use crate::kit::Kit;
use crate::wire;

/// The keys of the server, of these algorithms: an ID token is verified once more with them, as they are now.
pub(crate) async fn keys<P: AuthorizationCode + OpenIdConnect>(
    kit: &Kit,
    client: &Client<P>,
    (algorithms, subject): (&[&str], &str),
) {
    let (_, keys) = wire::get(kit.fact("/endpoints/jwks")).await;
    let keys = keys["keys"].as_array().unwrap();
    assert!(keys.iter().map(|key| key["alg"].as_str().unwrap()).eq(algorithms.iter().copied()));
    assert!(keys.iter().all(|key| key.get("d").is_none()), "a private key is published");
    let token = signed_in(client, "openid").await;
    let claims = client.verify_id_token(&token).await.unwrap();
    assert_eq!((claims.subject(), claims.issuer()), (subject, kit.issuer()));
    // With another signature it is nobody's.
    let id_token = token.id_token().unwrap().expose();
    let forged = format!("{}{}", &id_token[..id_token.len() - 12], "A".repeat(12));
    let saved = token.save().replace(id_token, &forged);
    let forged = client.restore_token(&saved).unwrap();
    let error = client.verify_id_token(&forged).await.unwrap_err();
    assert!(matches!(error, Error::IdToken(_)), "{error}");
}

/// A file that wants something signed in a way that the server does not have: `line` is a table of it, `member`
/// the list of the metadata that denies it.
pub(crate) async fn another_algorithm(kit: &Kit, line: &str, member: &str) {
    let built = async |ignore: &str| {
        let issuer = kit.issuer();
        let file = format!(
            "schema = 1\n[provider]\nname = \"strict\"\n[endpoints]\nissuer = \"{issuer}\"\n\
             [discovery]\nkind = \"openid\"\nignore = [{ignore}]\n[grants.authorization_code]\n{line}\n"
        );
        let spec = compile(&SourceFile::new("strict.toml", &file));
        let spec = spec.unwrap_or_else(|report| panic!("{report}")).spec;
        let builder = Client::<AnyProvider>::builder_for(spec).transport(wire::transport());
        let builder = builder
            .client_id("strict")
            .client_secret("secret")
            .redirect_uri("http://127.0.0.1/callback");
        builder.discover().await.unwrap().build()
    };
    let error = built("").await.unwrap_err().to_string();
    assert!(error.contains(member), "{error}");
    built(&format!("\"{member}\"")).await.unwrap();
}
