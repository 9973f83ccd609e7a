//! The icons: own line drawings on a 24 grid. A page carries each once as a symbol, every use is a short reference.

use maud::{Markup, PreEscaped, html};

macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident $id:literal $path:literal;)*) => {
        /// A line drawing; always decoration, the words beside it carry the meaning.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Icon { $($(#[$doc])* $name,)* }

        impl Icon {
            /// All of them, in the order of the sprite.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The symbol's id on the page, without `#`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => concat!("i-", $id),)* }
            }

            const fn path(self) -> &'static str {
                match self { $(Self::$name => $path,)* }
            }
        }
    };
}

icons! {
    /// People.
    Users "users" r#"<circle cx="9" cy="8" r="4"/><path d="M2 20.5c.4-3.7 3.2-6 7-6s6.6 2.3 7 6M16 4.3a4 4 0 0 1 0 7.4M18.5 14.9c1.9.9 3.2 2.8 3.5 5.6"/>"#;
    /// One person.
    User "user" r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.5-3.7 3.5-6 7.5-6s7 2.3 7.5 6"/>"#;
    /// A person with a plus.
    UserPlus "user-plus" r#"<circle cx="9.5" cy="8" r="4"/><path d="M2.5 20.5c.4-3.7 3.2-6 7-6s6.6 2.3 7 6M19 8v6M16 11h6"/>"#;
    /// A pulse line.
    Activity "activity" r#"<path d="M2.5 12h4l3-8.5 5 17 3-8.5h4"/>"#;
    /// Stacked trays.
    Jobs "jobs" r#"<rect x="3" y="4" width="18" height="7" rx="2"/><rect x="3" y="14" width="18" height="6" rx="2"/><path d="M7 7.5h.01M7 17h.01"/>"#;
    /// Sliders.
    Settings "settings" r#"<path d="M3 7h10M19 7h2M3 17h3M12 17h9"/><circle cx="16" cy="7" r="3"/><circle cx="9" cy="17" r="3"/>"#;
    /// Doors of a portal.
    Portal "portal" r#"<path d="M4 21V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v16M16 9h2a2 2 0 0 1 2 2v10M2 21h20M8 7.5h4M8 11.5h4M8 15.5h4"/>"#;
    /// A key on a ring, for tokens.
    Token "token" r#"<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m7 10 2.5 2L7 14M12 15h5"/>"#;
    /// An envelope.
    Mail "mail" r#"<rect x="3" y="5" width="18" height="14" rx="2"/><path d="m3.5 7.5 8.5 6 8.5-6"/>"#;
    /// An envelope with a cross.
    MailX "mail-x" r#"<path d="M21 11.5V7a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h7.5M3.5 7.5l8.5 6 8.5-6M16 15.5l5 5m0-5-5 5"/>"#;
    /// An envelope with a question mark.
    MailQuestion "mail-q" r#"<path d="M21 10.5V7a2 2 0 0 0-2-2H5a2 2 0 0 0-2 2v10a2 2 0 0 0 2 2h8.5M3.5 7.5l8.5 6 8.5-6M17 15.7a2.1 2.1 0 1 1 2.8 2c-.5.2-.8.6-.8 1.2M19 22h.01"/>"#;
    /// An hourglass.
    Hourglass "hourglass" r#"<path d="M6 3h12M6 21h12M7 3v4l5 5 5-5V3M7 21v-4l5-5 5 5v4"/>"#;
    /// A dashed circle: added, nothing sent yet.
    Draft "draft" r#"<path d="M9.5 3.4a9 9 0 0 1 5 0M18.4 5.6a9 9 0 0 1 2.4 4.4M20.8 14a9 9 0 0 1-2.4 4.4M14.5 20.6a9 9 0 0 1-5 0M5.6 18.4A9 9 0 0 1 3.2 14M3.2 10a9 9 0 0 1 2.4-4.4"/>"#;
    /// A broken link: the invitation was revoked.
    Unlink "unlink" r#"<path d="M9.5 14.5 7 17a3.5 3.5 0 0 1-5-5l2.5-2.5M14.5 9.5 17 7a3.5 3.5 0 0 1 5 5l-2.5 2.5M8 3v3M3 8h3M16 21v-3M21 16h-3"/>"#;
    /// A circled check.
    Check "check" r#"<circle cx="12" cy="12" r="9"/><path d="m8 12.3 2.8 2.7L16 9.5"/>"#;
    /// A key.
    Key "key" r#"<circle cx="8" cy="15.5" r="4.5"/><path d="m11.2 12.3 8.3-8.3M16 7.5l3 3"/>"#;
    /// A key with an arrow.
    KeyArrow "key-arrow" r#"<circle cx="7" cy="13.5" r="4"/><path d="m10 10.5 7.5-7.5M14.5 6l2.5 2.5M13 19.5h8M18.5 16.5l3 3-3 3"/>"#;
    /// A padlock, filled.
    Lock "lock" r#"<rect x="5" y="11" width="14" height="10" rx="2" fill="currentColor"/><path d="M8 11V7.5a4 4 0 0 1 8 0V11"/>"#;
    /// A padlock with a clock.
    LockClock "lock-clock" r#"<path d="M7 10V7a4 4 0 0 1 8 0v3M10.5 20.5H6a2 2 0 0 1-2-2V12a2 2 0 0 1 2-2h11"/><circle cx="17.5" cy="17.5" r="4.5"/><path d="M17.5 15.2v2.3l1.5 1"/>"#;
    /// An open padlock.
    Unlock "unlock" r#"<rect x="5" y="11" width="14" height="10" rx="2"/><path d="M8 11V7.5a4 4 0 0 1 7.6-1.7"/>"#;
    /// A circled bar.
    Bar "bar" r#"<circle cx="12" cy="12" r="9"/><path d="M7.5 12h9"/>"#;
    /// A bin.
    Bin "bin" r#"<path d="M4 7h16M9 7V4.5a1 1 0 0 1 1-1h4a1 1 0 0 1 1 1V7M6 7l.8 12a2 2 0 0 0 2 2h6.4a2 2 0 0 0 2-2L18 7M10 11v6M14 11v6"/>"#;
    /// A switch that turns on.
    Power "power" r#"<path d="M12 3v8M7 6.2a8 8 0 1 0 10 0"/>"#;
    /// A paper plane.
    Send "send" r#"<path d="M21 3 10.5 13.5M21 3l-6.5 18-4-7.5L3 9.5z"/>"#;
    /// A shield.
    Shield "shield" r#"<path d="M12 3 4.5 6v5.5c0 4.5 3 7.8 7.5 9.5 4.5-1.7 7.5-5 7.5-9.5V6zM9 12l2.2 2.2L15 10.3"/>"#;
    /// A pencil.
    Pencil "pencil" r#"<path d="M4 20l1-4.5L16.5 4a2.1 2.1 0 0 1 3 0l.5.5a2.1 2.1 0 0 1 0 3L8.5 19z"/>"#;
    /// A bent arrow back.
    Undo "undo" r#"<path d="M8 4 3.5 8.5 8 13M4 8.5h10a6 6 0 0 1 0 12h-3"/>"#;
    /// Two arrows in a circle.
    Refresh "refresh" r#"<path d="M20.5 5v5h-5M3.5 19v-5h5M5 9.5a8 8 0 0 1 13.5-2.5l2 3M19 14.5A8 8 0 0 1 5.5 17l-2-3"/>"#;
    /// A square: stop.
    Stop "stop" r#"<rect x="6" y="6" width="12" height="12" rx="2" fill="currentColor"/>"#;
    /// A magnifying glass.
    Search "search" r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="m15.5 15.5 5 5"/>"#;
    /// A funnel of lines.
    Filter "filter" r#"<path d="M3.5 6.5h17M7 12h10M10.5 17.5h3"/>"#;
    /// Columns of a table.
    Columns "columns" r#"<rect x="3" y="4" width="18" height="16" rx="2"/><path d="M9 4v16M15 4v16"/>"#;
    /// A clock.
    Clock "clock" r#"<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3.5 2"/>"#;
    /// Three lines.
    Menu "menu" r#"<path d="M3.5 6h17M3.5 12h17M3.5 18h17"/>"#;
    /// A cross.
    Cross "cross" r#"<path d="m6 6 12 12M18 6 6 18"/>"#;
    /// A plus.
    Plus "plus" r#"<path d="M12 5v14M5 12h14"/>"#;
    /// An arrow into a tray.
    Download "download" r#"<path d="M12 3.5v11.5M7 10.5l5 5 5-5M4 20.5h16"/>"#;
    /// Two sheets.
    Copy "copy" r#"<rect x="9" y="9" width="12" height="12" rx="2"/><path d="M5.5 15H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2h8a2 2 0 0 1 2 2v.5"/>"#;
    /// An eye.
    Eye "eye" r#"<path d="M2.5 12C4.5 8 8 5.5 12 5.5S19.5 8 21.5 12c-2 4-5.5 6.5-9.5 6.5S4.5 16 2.5 12z"/><circle cx="12" cy="12" r="3"/>"#;
    /// A circled i.
    Info "info" r#"<circle cx="12" cy="12" r="9"/><path d="M12 11.5V16M12 8h.01"/>"#;
    /// A triangle with a mark.
    Warning "warning" r#"<path d="M12 3.5 2.5 20h19zM12 10v4.5M12 17.2h.01"/>"#;
    /// An octagon with a mark.
    Error "error" r#"<path d="M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 7.5v5.5M12 16.2h.01"/>"#;
    /// A half-filled circle: partly done.
    Half "half" r#"<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>"#;
    /// A sun.
    Sun "sun" r#"<circle cx="12" cy="12" r="4"/><path d="M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4"/>"#;
    /// A moon.
    Moon "moon" r#"<path d="M20.5 14.5A8.5 8.5 0 0 1 9.5 3.5a8.5 8.5 0 1 0 11 11z"/>"#;
    /// A screen.
    Screen "screen" r#"<rect x="3" y="4" width="18" height="12" rx="2"/><path d="M8.5 20.5h7M12 16v4.5"/>"#;
    /// A door with an arrow.
    SignOut "sign-out" r#"<path d="M10 4H6a2 2 0 0 0-2 2v12a2 2 0 0 0 2 2h4M15 8l4.5 4-4.5 4M19 12H9"/>"#;
    /// A chevron down.
    Down "down" r#"<path d="m6 9.5 6 6 6-6"/>"#;
    /// A chevron to the previous page; mirrored from right to left.
    Previous "prev" r#"<path d="m14.5 6-6 6 6 6"/>"#;
    /// A chevron to the next page; mirrored from right to left.
    Next "next" r#"<path d="m9.5 6 6 6-6 6"/>"#;
    /// Chevron and bar: the first page.
    First "first" r#"<path d="m17.5 6-6 6 6 6M6.5 6v12"/>"#;
    /// Chevron and bar: the last page.
    Last "last" r#"<path d="m6.5 6 6 6-6 6M17.5 6v12"/>"#;
}

/// One icon at its place, 16 px; hidden from assistive technology.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    html! { svg.i.dir[directed(icon)] aria-hidden="true" { use href={ "#" (icon.id()) } {} } }
}

/// The symbols that the body of a page refers to, once per page, and those that a later fragment may bring.
#[must_use]
pub fn sprite(body: &str, later: &[Icon]) -> Markup {
    let used = |icon: &Icon| later.contains(icon) || body.contains(&format!("#{}\"", icon.id()));
    html! {
        svg.sprite aria-hidden="true" hidden {
            @for icon in Icon::ALL.iter().copied().filter(used) {
                symbol id=(icon.id()) viewBox="0 0 24 24" { (PreEscaped(icon.path())) }
            }
        }
    }
}

const fn directed(icon: Icon) -> bool {
    matches!(
        icon,
        Icon::Previous | Icon::Next | Icon::First | Icon::Last | Icon::Undo | Icon::Send | Icon::SignOut
    )
}

#[cfg(test)]
mod tests {
    use super::{Icon, icon, sprite};
    use std::collections::HashSet;

    #[test]
    fn every_icon_has_its_own_drawing() {
        let ids: HashSet<_> = Icon::ALL.iter().map(|icon| icon.id()).collect();
        let paths: HashSet<_> = Icon::ALL.iter().map(|icon| icon.path()).collect();
        assert_eq!((ids.len(), paths.len()), (Icon::ALL.len(), Icon::ALL.len()));
    }

    #[test]
    fn a_page_carries_what_it_uses_and_what_may_come() {
        let body = icon(Icon::Mail).into_string();
        let sprite = sprite(&body, &[Icon::Key]).into_string();
        let carried: Vec<_> = Icon::ALL
            .iter()
            .filter(|icon| sprite.contains(&format!("id=\"{}\"", icon.id())))
            .collect();
        assert_eq!(carried, [&Icon::Mail, &Icon::Key]);
    }

    #[test]
    fn only_arrows_are_mirrored() {
        insta::assert_snapshot!(icon(Icon::Next).into_string(), @r##"<svg class="i dir" aria-hidden="true"><use href="#i-next"></use></svg>"##);
        insta::assert_snapshot!(icon(Icon::Key).into_string(), @r##"<svg class="i" aria-hidden="true"><use href="#i-key"></use></svg>"##);
    }
}
