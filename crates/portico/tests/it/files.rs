//! CSV through the command line.

use crate::tool::Place;

#[test]
fn what_is_exported_is_imported_unchanged_i9() {
    for place in Place::both() {
        let place = place.with_portal("acme").with_portal("beta");
        place
            .call(&["seed", "--portal", "acme", "--users", "700", "--seed", "5"])
            .ok();
        place
            .call(&[
                "users",
                "export",
                "--portal",
                "acme",
                "--separator",
                "semicolon",
                "--output",
                "acme.csv",
            ])
            .ok();
        let rows = std::fs::read_to_string(place.file("acme.csv")).unwrap().lines().count() - 1;
        let dry = place
            .call(&["users", "import", "acme.csv", "--portal", "acme", "--dry-run", "--json"])
            .json();
        assert_eq!(
            (dry["done"].as_u64(), dry["skipped"].as_u64()),
            (Some(0), Some(rows as u64))
        );
        assert!(
            dry["rows"]
                .as_array()
                .unwrap()
                .iter()
                .all(|row| row["reason"] == "no_change")
        );
        let same = place.call(&["users", "import", "acme.csv", "--portal", "acme"]).ok();
        assert_eq!(
            same,
            format!("0 added, 0 changed, {rows} skipped, 0 failed.\n  {rows} unchanged\n")
        );
        // More than are done at once, so as an operation; everybody but nobody is new there.
        let new = place
            .call(&["users", "import", "acme.csv", "--portal", "beta", "--json"])
            .json();
        assert_eq!(
            (new["done"].as_u64(), new["skipped"].as_u64()),
            (Some(rows as u64), Some(0))
        );
        assert!(new["operation"].is_string());
        let there = place
            .call(&["users", "export", "--portal", "beta", "--status", "added"])
            .ok();
        assert_eq!(there.lines().count() - 1, rows);
        assert_eq!(place.call(&["verify"]).ok(), "Every check passed.\n");
    }
}

#[test]
fn formulas_are_safe_unless_raw_is_asked_for() {
    let place = Place::sqlite().set_up().with_portal("acme");
    let file = "E-mail,First name\n=cmd@acme.example,=1+1\n";
    let said = place
        .feed(&["users", "import", "-", "--portal", "acme", "--invite"], file)
        .ok();
    assert_eq!(said, "1 added, 0 changed, 0 skipped, 0 failed.\n");
    let safe = place
        .call(&[
            "users",
            "export",
            "--portal",
            "acme",
            "--status",
            "INVITED",
            "--columns",
            "standard",
        ])
        .ok();
    insta::assert_snapshot!(format!("{safe:?}"), @r#""\u{feff}First name,Last name,E-mail,Username,Role,Status\r\n'=1+1,,'=cmd@acme.example,,user,INVITED\r\n,,admin@acme.example,,admin,INVITED\r\n""#);
    let raw = place
        .call(&["users", "export", "--portal", "acme", "--columns", "documents", "--raw"])
        .ok();
    insta::assert_snapshot!(format!("{raw:?}"), @r#""\u{feff}First name,Last name,Permissions,Status\r\n=1+1,,user,INVITED\r\n,,admin,INVITED\r\n""#);
}

#[test]
fn a_file_that_cannot_go_in_is_refused_with_its_rows() {
    let place = Place::sqlite().set_up().with_portal("acme");
    let import = |text: &str, more: &[&str]| {
        place.write("people.csv", text);
        let mut all = vec!["users", "import", "people.csv", "--portal", "acme"];
        all.extend(more);
        place.call(&all)
    };
    assert_eq!(
        import("name\nAnn\n", &[]).refusal(),
        "file: There is no column for the e-mail address: the first row must be a header with a column \"E-mail\"."
    );
    assert_eq!(
        import("E-mail,First name\nann@acme.example\n", &[]).refusal(),
        "file: Row 2: it has 1 cells and the header 2: a cell with a separator needs quotes."
    );
    let missing = place
        .call(&["users", "import", "none.csv", "--portal", "acme"])
        .refusal();
    assert!(
        missing.starts_with("The file none.csv cannot be read (No such file"),
        "{missing}"
    );
    let text = "E-mail,First name,Role\nann@acme.example,Ann,helpdesk\nadmin@acme.example,Adam,\nnonsense,,\nbo@acme.example,,king\n";
    assert_eq!(
        import(text, &["--dry-run"]).ok(),
        "row 2: new ann@acme.example\n\
         row 3: changed admin@acme.example: first_name \"\" -> \"Adam\"\n\
         row 4: not_understood nonsense: This is not an e-mail address.\n\
         row 5: skipped bo@acme.example: This role does not exist here or is above your own.\n\
         1 new, 1 changed, 0 unchanged, 1 skipped, 1 not understood. Nothing was written.\n"
    );
    assert_eq!(
        import(text, &[]).ok().lines().next().unwrap(),
        "1 added, 1 changed, 2 skipped, 0 failed."
    );
}
