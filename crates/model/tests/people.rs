//! What people paste: a list of 300 lines, and each known form by itself (`ui.md`, check 62).

use model::paste::{self, Entry, MAX_ADDRESSES, MAX_PASTE_BYTES, NotUnderstood, PasteError, SplitName};

const PEOPLE: &str = include_str!("../../../examples/people.txt");

/// `address (name)`, `= index` for a repetition, or the input and what to do about it.
fn show(entry: &Entry) -> String {
    match (&entry.parsed, entry.repeated_of) {
        (Ok(address), repeated) => {
            let last = |name: &SplitName| name.last.as_ref().map(|last| format!("|{last}")).unwrap_or_default();
            let name = address
                .name
                .as_ref()
                .map(|name| format!(" ({}{})", name.first, last(name)));
            let repeated = repeated.map(|first| format!(" = {first}"));
            format!(
                "{}{}{}",
                address.email,
                name.unwrap_or_default(),
                repeated.unwrap_or_default()
            )
        }
        (Err(NotUnderstood::NoAddress), _) => format!("? {}", entry.input),
        (Err(NotUnderstood::Email(error)), _) => format!("! {}: {error:?}", entry.input),
    }
}

fn read(text: &str) -> String {
    match paste::parse(text) {
        Ok(pasted) => pasted.entries.iter().map(show).collect::<Vec<_>>().join(" / "),
        Err(error) => error.to_string(),
    }
}

#[test]
fn the_example_list_is_understood() {
    let pasted = paste::parse(PEOPLE).expect("the list is small");
    let totals = pasted.totals();
    insta::assert_snapshot!(
        format!("{} addresses, {} repeated, {} not understood", totals.addresses, totals.repeated, totals.not_understood),
        @"232 addresses, 46 repeated, 37 not understood"
    );
    insta::assert_snapshot!(format!("{:?}", pasted.header_lines), @"[1, 197, 205]");
    insta::assert_snapshot!(format!("{:?}", totals.lines_not_understood), @"[43, 134, 159, 160, 161, 162, 163, 164, 165, 166, 167, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 188, 189, 190, 191, 192, 193, 194, 195, 204]");
    let disposable: Vec<_> = pasted
        .addresses()
        .filter(|a| a.email.is_disposable(&[], &[]))
        .map(|a| a.email.as_str())
        .collect();
    insta::assert_snapshot!(disposable.join(" "), @"temp1@mailinator.com temp2@guerrillamail.com temp3@10minutemail.com x.y@yopmail.com throw@trashmail.com box@mail.mailinator.com");
    let strange: Vec<String> = pasted
        .entries
        .iter()
        .filter(|e| e.parsed.is_err())
        .map(|e| format!("{} {}", e.line, show(e)))
        .collect();
    insta::assert_snapshot!(strange.join("\n").replace(['\u{202b}', '\u{202c}', '\u{202e}'], "¬"), @r#"
    43 ? --- Kunden / clients / 客户 ---
    134 ? see
    159 ? bob
    160 ! bob@: DomainMissing
    161 ! @example.com: LocalMissing
    162 ! ann@localhost: DomainWithoutDot
    163 ! ann@@example.com: ManyAts
    164 ! ann@example: DomainWithoutDot
    165 ? ann.example.com
    166 ! ann@exam ple.com: DomainWithoutDot
    167 ! a..b@example.com: LocalDots
    168 ! .ann@example.com: LocalDots
    169 ! ann.@example.com: LocalDots
    170 ! ann@192.168.0.1: IpAddress
    171 ! ann@[192.168.0.1]: IpAddress
    172 ! "ann lee"@example.com: Quoted
    173 ! ann@-example.com: DomainInvalid
    174 ! ann@example.c_m: DomainInvalid
    175 ? ann (at) example (dot) com
    176 ! https://ann:secret@example.com/: LocalCharacter(':')
    177 ? +49 30 1234567
    178 ? see the other list
    179 ! ann@acme.example/bob@acme.example: ManyAts
    180 ! an¬nn@example.com: InvisibleCharacter
    181 ! xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx@example.com: LocalTooLong
    182 ! ann@dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd.example: DomainInvalid
    183 ? TBD
    184 ? n/a
    188 ? Ann Lee <ann.lee>
    189 ? Lee, Ann
    190 ? ask Maria for Tom's address
    191 ? ann＠example.com
    192 ? bob
    193 ? yuri
    194 ? for the accounts
    195 ? ¬رسالة إلى الفريق¬
    204 ? Rossi;Carla;Support;
    "#);
}

#[test]
fn every_known_form_is_read() {
    let forms = [
        // Separators.
        ("a@x.org,b@x.org", "a@x.org / b@x.org"),
        ("a@x.org; b@x.org", "a@x.org / b@x.org"),
        ("a@x.org b@x.org", "a@x.org / b@x.org"),
        ("a@x.org\tb@x.org", "a@x.org / b@x.org"),
        ("a@x.org\nb@x.org", "a@x.org / b@x.org"),
        ("a@x.org\r\n\r\nb@x.org\r\n", "a@x.org / b@x.org"),
        ("a@x.org\u{a0}b@x.org", "a@x.org / b@x.org"),
        (
            "a@x.org、b@x.org；c@x.org|d@x.org",
            "a@x.org / b@x.org / c@x.org / d@x.org",
        ),
        (",; a@x.org ,;, ", "a@x.org"),
        // Names.
        ("Ann Lee <ann@x.org>", "ann@x.org (Ann|Lee)"),
        ("Ann <ann@x.org>", "ann@x.org (Ann)"),
        ("Mary Jane Lee <ann@x.org>", "ann@x.org (Mary Jane|Lee)"),
        ("\"Lee, Ann\" <ann@x.org>", "ann@x.org (Ann|Lee)"),
        ("“Lee, Ann” <ann@x.org>", "ann@x.org (Ann|Lee)"),
        (
            "Lee, Ann <ann@x.org>; Low, Bob <bob@x.org>",
            "ann@x.org (Ann|Lee) / bob@x.org (Bob|Low)",
        ),
        (
            "Ann Lee <ann@x.org>, Bob Low <bob@x.org>",
            "ann@x.org (Ann|Lee) / bob@x.org (Bob|Low)",
        ),
        ("'Ann Lee' <ann@x.org>", "ann@x.org (Ann|Lee)"),
        ("Ann Lee ann@x.org", "ann@x.org (Ann|Lee)"),
        (
            "Ann Lee ann@x.org, Bob Low bob@x.org",
            "ann@x.org (Ann|Lee) / bob@x.org (Bob|Low)",
        ),
        ("Zoë O'Brien-Løw <zoe@x.org>", "zoe@x.org (Zoë|O'Brien-Løw)"),
        ("נועה כהן <noa@x.org>", "noa@x.org (נועה|כהן)"),
        ("To: Ann Lee <ann@x.org>", "ann@x.org (Ann|Lee)"),
        ("ann@x.org <ann@x.org>", "ann@x.org"),
        ("\"ann@x.org\" <Ann@x.org>, b@x.org", "ann@x.org / b@x.org"),
        // Columns.
        ("Ann\tLee\tann@x.org", "ann@x.org (Ann|Lee)"),
        ("Ann;Lee;ann@x.org", "ann@x.org (Ann|Lee)"),
        ("Ann Lee,ann@x.org", "ann@x.org (Ann|Lee)"),
        ("7\tAnn\tLee\t+49 30 123\tann@x.org", "ann@x.org (Ann|Lee)"),
        ("\"Ann\",\"Lee\",\"ann@x.org\"", "ann@x.org (Ann|Lee)"),
        ("E-mail\nann@x.org", "ann@x.org"),
        ("Name,Email\nAnn Lee,ann@x.org", "ann@x.org (Ann|Lee)"),
        // Lists, links, comments, punctuation.
        ("1. ann@x.org", "ann@x.org"),
        ("2) Ann Lee <ann@x.org>", "ann@x.org (Ann|Lee)"),
        ("- ann@x.org", "ann@x.org"),
        ("• Ann Lee <ann@x.org>", "ann@x.org (Ann|Lee)"),
        ("1. a@x.org 2. b@x.org", "a@x.org / b@x.org"),
        ("mailto:ann@x.org", "ann@x.org"),
        ("<mailto:ann@x.org?subject=Hi>", "ann@x.org"),
        ("[Ann](mailto:ann@x.org)", "ann@x.org (Ann)"),
        ("<ann@x.org>", "ann@x.org"),
        ("< ann@x.org >", "ann@x.org"),
        ("ann@x.org (on leave, until May)", "ann@x.org"),
        ("ann@x.org(Sales); b@x.org", "ann@x.org / b@x.org"),
        ("(see ann@x.org)", "ann@x.org (see)"),
        ("‘ann@x.org’. \"b@x.org\"! c@x.org?", "ann@x.org / b@x.org / c@x.org"),
        ("\u{feff}ann@x.org\u{200b}", "ann@x.org"),
        (
            "\u{202a}ann@x.org\u{202c}, a\u{200b}nn@x.org",
            "ann@x.org / ann@x.org = 0",
        ),
        // Repetitions: case, normal form, IDN spelling.
        (
            "ann@x.org, ANN@X.ORG, Ann Lee <ann@x.org>",
            "ann@x.org / ANN@X.ORG = 0 / ann@x.org (Ann|Lee) = 0",
        ),
        (
            "a@bücher.example\na@xn--bcher-kva.example\nA@bu\u{308}cher.example",
            "a@bücher.example / a@xn--bcher-kva.example = 0 / A@bücher.example = 0",
        ),
        // Not understood, never lost.
        ("bob", "? bob"),
        ("a@x.org, bob, c@x.org", "a@x.org / ? bob / c@x.org"),
        ("a@x.org bob c@x.org", "a@x.org / ? bob / c@x.org"),
        ("a@x.org for the accounts", "a@x.org / ? for the accounts"),
        ("ann@ x.org", "! ann@ x.org: DomainMissing"),
        ("ann@localhost", "! ann@localhost: DomainWithoutDot"),
        ("a@@x.org", "! a@@x.org: ManyAts"),
        ("Ann Lee <ann.lee>", "? Ann Lee <ann.lee>"),
        ("Ann Lee <ann@x.org", "ann@x.org (Ann|Lee)"),
        ("a@[10.0.0.1]", "! a@[10.0.0.1]: IpAddress"),
        ("ftp://ann:pw@x.org/", "! ftp://ann:pw@x.org/: LocalCharacter(':')"),
        ("\"ann lee\"@x.org, b@x.org", "! \"ann lee\"@x.org: Quoted / b@x.org"),
        ("Cc: a@x.org, b@x.org", "a@x.org / b@x.org"),
        ("--- , ; \u{200b}", ""),
    ];
    assert!(forms.len() >= 40, "check 62 asks for 40 forms");
    let wrong: Vec<_> = forms
        .iter()
        .map(|(text, expected)| (text, read(text), expected))
        .collect();
    let wrong: Vec<_> = wrong
        .iter()
        .filter(|(_, actual, expected)| actual != *expected)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_header_tells_which_column_is_which() {
    insta::assert_snapshot!(read("Last name;First name;E-mail\nLee;Ann;ann@x.org"), @"ann@x.org (Ann|Lee)");
    insta::assert_snapshot!(read("E-Mail\tVorname\tName\nann@x.org\tAnn\tLee"), @"ann@x.org (Ann|Lee)");
    insta::assert_snapshot!(read("Name,Email\nAnn Lee,ann@x.org\nAnn and Bob, a@x.org, b@x.org"), @"ann@x.org (Ann|Lee) / ? Ann and Bob / a@x.org / b@x.org");
    insta::assert_snapshot!(read("E-mail, bob"), @"? E-mail, bob");
}

#[test]
fn lines_are_counted_whichever_way_they_end() {
    let pasted = paste::parse("a@x.org\r\nb@x.org\rc@x.org\n\nfoo").expect("small");
    let lines: Vec<u32> = pasted.entries.iter().map(|entry| entry.line).collect();
    assert_eq!(lines, [1, 2, 3, 5]);
    assert_eq!(pasted.totals().lines_not_understood, [5]);
}

#[test]
fn five_thousand_addresses_are_taken_and_not_one_more() {
    let list = |count: usize| (0..count).map(|n| format!("user{n}@example.com\n")).collect::<String>();
    let full = list(MAX_ADDRESSES) + "USER7@example.com";
    assert_eq!(
        paste::parse(&full)
            .expect("repetitions do not count")
            .totals()
            .addresses,
        MAX_ADDRESSES
    );
    let error = paste::parse(&list(MAX_ADDRESSES + 1)).expect_err("one too many");
    insta::assert_snapshot!(error, @"Split the list: it has 5001 addresses, and at most 5,000 are taken at a time.");
    let long = "a ".repeat(MAX_PASTE_BYTES / 2) + "a";
    assert_eq!(paste::parse(&long), Err(PasteError::TooLong));
}

/// A quarter of a mebibyte of the same few characters: each would take minutes if any part of the reading were quadratic.
#[test]
fn the_time_is_linear() {
    let fill = |unit: &str| unit.repeat(MAX_PASTE_BYTES / 4 / unit.len());
    let half = |unit: &str| unit.repeat(MAX_PASTE_BYTES / 8 / unit.len());
    let mut texts: Vec<String> = [
        "x", "@", "<", "(", "\"", "“", ",", ";", ", a ", "a b ", "\r", "<a@", "(@", "\"@", "a@b (",
    ]
    .into_iter()
    .chain([
        "(a) ",
        "\"a\" ",
        "<@>",
        "a@b,c ",
        "c d <",
        "1. ",
        "\u{200b}",
        "a@b.c (d) ",
        "a\u{301}",
        ".",
        "@ ",
    ])
    .map(fill)
    .collect();
    texts.push(half("<") + "@" + &half(" ") + ">");
    texts.push(half("(") + "@" + &half(" ") + ")");
    texts.push(half("a ") + &half(", ") + "a@x.org");
    texts.push("Name;E-mail\n".to_owned() + &half(";"));
    for text in texts {
        let start = std::time::Instant::now();
        let outcome = paste::parse(&text);
        let took = start.elapsed();
        assert!(
            took.as_secs() < 10,
            "{took:?} for {:?}…",
            text.chars().take(8).collect::<String>()
        );
        drop(outcome);
    }
}
