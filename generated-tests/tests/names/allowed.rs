//! Words that are the name of a provider and something else too.

use crate::said::Said;

/// A word that may be said.
#[derive(Debug)]
pub(crate) struct Allowed {
    name: &'static str,
    place: Place,
    /// Why: what else it is.
    #[expect(dead_code, reason = "for those who read the list")]
    why: &'static str,
}

/// Where it may be said.
#[derive(Debug)]
enum Place {
    /// As an identifier, or among others in a text that is not just this name: a name that is compared with,
    /// or chosen by, stands alone.
    Everywhere,
    /// There, also as a whole text.
    File(&'static str),
}

pub(crate) const ALLOWED: &[Allowed] = &[
    Allowed { name: "box", place: Place::Everywhere, why: "a type of the standard library" },
    Allowed {
        name: "box",
        place: Place::File("oauth-spec/src/names/case.rs"),
        why: "a word that Rust keeps for itself",
    },
    Allowed { name: "line", place: Place::Everywhere, why: "a line of text" },
    Allowed {
        name: "line",
        place: Place::File("cargo-oauth/src/check/json.rs"),
        why: "a member of what `check` prints: where it is",
    },
    Allowed { name: "threads", place: Place::Everywhere, why: "threads of a process" },
    Allowed {
        name: "x",
        place: Place::Everywhere,
        why: "a number; `x-` in names of media types and headers",
    },
    Allowed {
        name: "x",
        place: Place::File("cargo-oauth/src/demo/variables.rs"),
        why: "a label of which nothing is left",
    },
    Allowed {
        name: "x",
        place: Place::File("cargo-oauth/src/explain/picture.rs"),
        why: "an attribute of SVG",
    },
    Allowed {
        name: "x",
        place: Place::File("cargo-oauth/src/schema/reference.rs"),
        why: "any name, in the reference",
    },
    Allowed {
        name: "x",
        place: Place::File("oauth-emulator/src/compute/private.rs"),
        why: "a coordinate, in a JWK (RFC 7518, 6.2.1.2)",
    },
    Allowed {
        name: "x",
        place: Place::File("oauth-runtime/src/identity/jwk.rs"),
        why: "a coordinate, in a JWK (RFC 7518, 6.2.1.2)",
    },
    Allowed {
        name: "x",
        place: Place::File("oauth-emulator/src/compute/public.rs"),
        why: "a coordinate, in a JWK (RFC 7518, 6.2.1.2)",
    },
    Allowed {
        name: "x",
        place: Place::File("oauth-runtime/src/sign/private.rs"),
        why: "a coordinate, in a JWK (RFC 7518, 6.2.1.2)",
    },
];

impl Allowed {
    pub(crate) fn allows(&self, name: &str, path: &str, said: &Said) -> bool {
        self.name == name
            && match self.place {
                Place::Everywhere => {
                    matches!(said, Said::Name(_)) || !said.text().trim().eq_ignore_ascii_case(name)
                }
                Place::File(file) => file == path,
            }
    }
}
