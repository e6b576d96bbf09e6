//! Opening the browser in the system's own way.

use std::ffi::OsString;
use std::io;

/// Opens it, where there is a screen to open it on.
pub(super) fn open(url: &str) -> io::Result<()> {
    let has_screens = cfg!(any(
        target_os = "linux",
        target_os = "freebsd",
        target_os = "netbsd",
        target_os = "openbsd"
    ));
    if has_screens && is_headless(|name| std::env::var_os(name)) {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "neither DISPLAY nor WAYLAND_DISPLAY is set, nor BROWSER",
        ));
    }
    webbrowser::open(url)
}

/// Whether nobody could see a browser. What opens one there says that it has, and nothing comes of it. A browser that
/// the user has named may be one of the terminal; and under Windows, the browser is that of Windows.
fn is_headless(variable: impl Fn(&str) -> Option<OsString>) -> bool {
    let shows = ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_DISTRO_NAME", "WSL_INTEROP"];
    !shows.into_iter().any(|name| variable(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::is_headless;

    #[test]
    fn a_screen_or_a_browser_by_name_is_enough() {
        let with = |set: &'static str, value: &'static str| {
            is_headless(|name| (name == set).then(|| value.into()))
        };
        assert!(with("HOME", "/home/me") && with("DISPLAY", ""));
        for name in ["DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "WSL_INTEROP"] {
            assert!(!with(name, "w3m"), "{name}");
        }
    }
}
