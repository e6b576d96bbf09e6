//! How the answer to an authorization request comes back.

/// `response_mode`: where the answer is, and whether it is signed (OAuth 2.0 Multiple Response Types, 2.1;
/// OAuth 2.0 Form Post Response Mode; JARM, 2.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResponseMode {
    /// `query`: in the query of the redirect.
    Query,
    /// `fragment`: in its fragment.
    Fragment,
    /// `form_post`: in a form that the browser posts.
    FormPost,
    /// `jwt`: signed, in the query.
    Jwt,
    /// `query.jwt`: the same.
    QueryJwt,
    /// `fragment.jwt`: signed, in the fragment.
    FragmentJwt,
    /// `form_post.jwt`: signed, in a form.
    FormPostJwt,
}

impl ResponseMode {
    /// The words for them in TOML and on the wire.
    pub const ALL: &'static [(&'static str, Self)] = &[
        ("query", Self::Query),
        ("fragment", Self::Fragment),
        ("form_post", Self::FormPost),
        ("jwt", Self::Jwt),
        ("query.jwt", Self::QueryJwt),
        ("fragment.jwt", Self::FragmentJwt),
        ("form_post.jwt", Self::FormPostJwt),
    ];

    /// Those of the implicit flow: nothing that comes without a code may be in a query, which servers write down
    /// (OAuth 2.0 Multiple Response Types, 3).
    pub const IMPLICIT: &'static [(&'static str, Self)] =
        &[("fragment", Self::Fragment), ("form_post", Self::FormPost)];

    /// Its word.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Query => "query",
            Self::Fragment => "fragment",
            Self::FormPost => "form_post",
            Self::Jwt => "jwt",
            Self::QueryJwt => "query.jwt",
            Self::FragmentJwt => "fragment.jwt",
            Self::FormPostJwt => "form_post.jwt",
        }
    }

    /// Whether the answer is one signed token.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Jwt | Self::QueryJwt | Self::FragmentJwt | Self::FormPostJwt)
    }

    /// Whether it is in the fragment, which the browser sends to nobody by itself.
    pub const fn is_in_fragment(self) -> bool {
        matches!(self, Self::Fragment | Self::FragmentJwt)
    }

    /// Whether the browser posts it.
    pub const fn is_posted(self) -> bool {
        matches!(self, Self::FormPost | Self::FormPostJwt)
    }
}
