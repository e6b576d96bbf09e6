//! What a server says about itself.

use oauth_runtime::{AnyProvider, Client};
use oauth_spec::{SourceFile, compile};

use crate::kit::Kit;

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
        let builder = Client::<AnyProvider>::builder_for(spec).transport(crate::wire::transport());
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
