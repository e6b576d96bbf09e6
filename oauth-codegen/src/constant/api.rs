//! What is sent with a token, and what is asked about one.

use oauth_spec::{Api, ExpirySignal, TokenOperation};
use proc_macro2::TokenStream;

use super::value::{Constant, difference, structure};

difference!(Api::STANDARD { authorization, headers, query, body, body_in, expired, rate_limited });
difference!(ExpirySignal::STANDARD { status, error, error_description });
difference!(TokenOperation::STANDARD {
    authentication,
    authorization,
    method,
    parameters_in,
    parameters,
    headers,
});
