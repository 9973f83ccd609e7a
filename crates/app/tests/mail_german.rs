//! What mails say in German, and that every language says something in every mail.

#![expect(clippy::unwrap_used, reason = "a failing test may panic")]
mod letters;

use app::mail::render;
use insta::assert_snapshot;
use letters::{brand, every_letter, mail, shown};
use model::mail::Mail;
use std::collections::BTreeSet;
use words::Language;

fn said_in(language: Language) -> Vec<String> {
    let in_language = |letter| Mail {
        language: language.code().into(),
        ..mail(letter)
    };
    let letters = every_letter().into_iter();
    letters
        .map(|letter| shown(&render(&in_language(letter), &brand())))
        .collect()
}

#[test]
fn every_letter_in_german() {
    assert_snapshot!(said_in(Language::German).join("\n----\n\n"), @"
    Subject: Einladung zu Acme Care

    Guten Tag Ann,

    bob@acme.example lädt Sie zu Acme Care ein.

    bob@acme.example schreibt:

    > Hi!
    >
    > See you there.

    Einladung annehmen:
    https://portal.example.com/acme/accept/k3y

    Der Link funktioniert einmal, bis Sonntag, 29. November 2026 um 15:05 Europe/Berlin. Wenn Sie eine neuere Einladung bekommen, funktioniert nur noch der Link darin.

    Der Link ist nur für Sie bestimmt: Bitte leiten Sie diese E-Mail nicht weiter.

    Wenn Sie diese Einladung nicht erwartet haben, beachten Sie diese E-Mail nicht. Ohne den Link kann niemand in Ihrem Namen beitreten.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Bestätigen Sie Ihre E-Mail-Adresse für Acme Care

    Guten Tag Ann,

    Bitte bestätigen Sie, dass ann@example.com Ihre E-Mail-Adresse für Acme Care ist. Vorher kann sie nicht zum Anmelden verwendet werden.

    Adresse bestätigen:
    https://portal.example.com/acme/accept/k3y

    Der Link funktioniert einmal, bis Sonntag, 29. November 2026 um 15:05 Europe/Berlin. Wenn Sie eine neuere E-Mail dieser Art bekommen, funktioniert nur noch der Link darin.

    Wenn Sie kein Konto in Acme Care haben oder diese E-Mail nicht erwartet haben, beachten Sie sie nicht. Die Adresse bleibt dann unbestätigt.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Legen Sie ein neues Passwort für Acme Care fest

    Guten Tag Ann,

    bob@acme.example hat Ihr Passwort für Acme Care zurückgesetzt. Das alte funktioniert nicht mehr: Legen Sie ein neues fest, um sich wieder anzumelden.

    Neues Passwort festlegen:
    https://portal.example.com/acme/accept/k3y

    Der Link funktioniert einmal, bis Sonntag, 29. November 2026 um 15:05 Europe/Berlin. Wenn Sie eine neuere E-Mail dieser Art bekommen, funktioniert nur noch der Link darin.

    Wenn Sie den Grund wissen möchten, fragen Sie bitte einen Administrator von Acme Care.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Legen Sie ein neues Passwort für Acme Care fest

    Guten Tag Ann,

    Jemand, wahrscheinlich Sie selbst, hat ein neues Passwort für Acme Care angefordert.

    Neues Passwort festlegen:
    https://portal.example.com/acme/accept/k3y

    Der Link funktioniert einmal, bis Sonntag, 29. November 2026 um 15:05 Europe/Berlin. Wenn Sie eine neuere E-Mail dieser Art bekommen, funktioniert nur noch der Link darin.

    Wenn Sie das nicht waren, beachten Sie diese E-Mail nicht: Es hat sich nichts geändert, und Ihr Passwort funktioniert weiterhin.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Sie können sich bei Acme Care anmelden

    Guten Tag Ann,

    Ihr Konto in Acme Care ist aktiv. Sie können sich jetzt anmelden.

    Anmelden:
    https://portal.example.com/acme/sign-in

    Wenn Sie Acme Care nicht kennen, beachten Sie diese E-Mail bitte nicht.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Ihr Konto in Acme Care wartet auf einen freien Platz

    Guten Tag Ann,

    Vielen Dank, dass Sie die Einladung zu Acme Care angenommen haben. Auf Ihrer Seite ist alles getan.

    Im Moment sind alle Plätze von Acme Care vergeben, deshalb können Sie sich noch nicht anmelden. Sie bekommen eine E-Mail, sobald Ihr Konto aktiv ist.

    Wenn Sie keine Einladung zu Acme Care angenommen haben, sagen Sie es bitte einem Administrator von Acme Care.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Ihr Passwort für Acme Care wurde festgelegt

    Guten Tag Ann,

    Das Passwort Ihres Kontos in Acme Care wurde am Sonntag, 22. November 2026 um 15:05 Europe/Berlin festgelegt.

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, kann sich möglicherweise jemand anderes als Sie anmelden. Sagen Sie es bitte sofort einem Administrator von Acme Care, und lassen Sie Ihr Konto sperren.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Neues API-Token für Ihr Konto in Acme Care

    Guten Tag Ann,

    bob@acme.example hat das API-Token „Nightly export“ für Ihr Konto in Acme Care erstellt.

    Ein Programm, das dieses Token hat, kann in Acme Care in Ihrem Namen handeln.

    Wenn Sie davon wissen, ist nichts zu tun.

    Wenn Sie das nicht erwartet haben, sagen Sie es bitte sofort einem Administrator von Acme Care, und lassen Sie das Token widerrufen.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Sie sind jetzt Administrator von Acme Care

    Guten Tag Ann,

    bob@acme.example hat Ihnen in Acme Care die Rechte eines Administrators gegeben.

    Sie können jetzt die Benutzer von Acme Care verwalten.

    Wenn Sie das nicht erwartet haben, fragen Sie bitte bob@acme.example oder einen anderen Administrator von Acme Care.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Ihre E-Mail-Adresse für Acme Care wird geändert

    Guten Tag Ann,

    bob@acme.example hat die E-Mail-Adresse Ihres Kontos in Acme Care in ann.lee@example.com geändert.

    Sie können sich nicht anmelden, bis die neue Adresse bestätigt ist.

    Meine alte Adresse behalten:
    https://portal.example.com/acme/accept/k3y

    Wenn Sie davon wissen, ist hier nichts zu tun: Öffnen Sie die E-Mail, die an die neue Adresse gesendet wurde.

    Wenn das ein Irrtum ist, nehmen Sie die Änderung mit der Schaltfläche oben zurück. Das geht bis Sonntag, 29. November 2026 um 15:05 Europe/Berlin.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Ihre E-Mail-Adresse für Acme Care wird geändert

    Guten Tag Ann,

    Die E-Mail-Adresse Ihres Kontos in Acme Care wird in ann.lee@example.com geändert.

    Meine alte Adresse behalten:
    https://portal.example.com/acme/accept/k3y

    Wenn Sie das waren, ist hier nichts zu tun: Öffnen Sie die E-Mail, die an die neue Adresse gesendet wurde.

    Wenn Sie das nicht waren, nehmen Sie die Änderung mit der Schaltfläche oben zurück, und sagen Sie es einem Administrator von Acme Care. Das geht bis Sonntag, 29. November 2026 um 15:05 Europe/Berlin.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Die Mehr-Faktor-Anmeldung für Acme Care ist eingerichtet

    Guten Tag Ann,

    Die Mehr-Faktor-Anmeldung für Ihr Konto in Acme Care wurde am Sonntag, 22. November 2026 um 15:05 Europe/Berlin eingerichtet.

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, sagen Sie es bitte sofort einem Administrator von Acme Care.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Die Mehr-Faktor-Anmeldung für Acme Care wurde zurückgesetzt

    Guten Tag Ann,

    bob@acme.example hat die Mehr-Faktor-Anmeldung Ihres Kontos in Acme Care am Sonntag, 22. November 2026 um 15:05 Europe/Berlin zurückgesetzt.

    Ihr Authenticator und Ihre Wiederherstellungscodes funktionieren nicht mehr. Sie wurden überall abgemeldet.

    Nach dem Anmelden können Sie sie neu einrichten.

    Wenn Sie den Grund wissen möchten, fragen Sie bitte einen Administrator von Acme Care.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Die Mehr-Faktor-Anmeldung für Acme Care wurde entfernt

    Guten Tag Ann,

    Die Mehr-Faktor-Anmeldung für Ihr Konto in Acme Care wurde am Sonntag, 22. November 2026 um 15:05 Europe/Berlin entfernt.

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, sagen Sie es bitte sofort einem Administrator von Acme Care.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Ein Wiederherstellungscode für Acme Care wurde verwendet

    Guten Tag Ann,

    Für Ihr Konto in Acme Care wurde am Sonntag, 22. November 2026 um 15:05 Europe/Berlin ein Wiederherstellungscode als Nachweis verwendet.

    Dieser Code funktioniert nicht mehr. Codes, die noch gelten: 9. Auf der Seite Ihres Kontos können Sie neue anlegen.

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, sagen Sie es bitte sofort einem Administrator von Acme Care.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Neue Wiederherstellungscodes für Acme Care

    Guten Tag Ann,

    Für Ihr Konto in Acme Care wurden am Sonntag, 22. November 2026 um 15:05 Europe/Berlin neue Wiederherstellungscodes angelegt.

    Die früheren Codes funktionieren nicht mehr.

    Wenn Sie das waren, ist nichts zu tun.

    Wenn Sie das nicht waren, sagen Sie es bitte sofort einem Administrator von Acme Care.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Ihr Konto in Acme Care ist für eine Weile gesperrt

    Guten Tag Ann,

    Jemand hat zu oft ein falsches Passwort für Ihr Konto in Acme Care eingegeben, deshalb ist es gesperrt.

    Die Sperre endet von selbst am Sonntag, 22. November 2026 um 15:20 Europe/Berlin. Ein Administrator von Acme Care kann sie vorher beenden.

    Wenn Sie das nicht waren, ist Ihr Passwort weiterhin sicher, und es ist nichts zu tun. Sagen Sie es bitte einem Administrator von Acme Care, falls es wieder geschieht.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.

    ----

    Subject: Ihr Wiederherstellungslink für Acme Care

    Guten Tag Ann,

    Auf dem Server, auf dem Portico läuft, wurde ein neuer Link angefordert, damit Sie, ann@example.com, wieder in Acme Care hineinkommen.

    Wieder hinein:
    https://portal.example.com/acme/accept/k3y

    Der Link funktioniert einmal, bis Sonntag, 29. November 2026 um 15:05 Europe/Berlin. Er ist nur für Sie bestimmt: Bitte leiten Sie diese E-Mail nicht weiter.

    Wenn niemand in Ihrer Organisation ihn angefordert hat, verwenden Sie den Link nicht. Sagen Sie es bitte sofort denen, die den Server betreiben: Jemand hatte Zugang dazu.

    Portico hat diese E-Mail für Acme Care an ann@example.com gesendet.
    ");
}

#[test]
fn no_sentence_of_one_language_stands_in_another() {
    let lines = |language| -> BTreeSet<String> {
        let all = said_in(language).join("\n");
        let sentences = all.lines().filter(|line| line.contains(' ') && !line.starts_with('>'));
        sentences.map(str::to_owned).collect()
    };
    let (english, german) = (lines(Language::English), lines(Language::German));
    assert_eq!(english.intersection(&german).collect::<Vec<_>>(), [""; 0]);
    // A sentence that is in no message file would come without brackets.
    for sentence in lines(Language::Accented) {
        assert!(sentence.contains('⟦') || sentence == "Acme Care", "{sentence}");
    }
}

#[test]
fn a_language_that_nobody_knows_is_english() {
    let letter = || every_letter().remove(0);
    let unknown = Mail {
        language: "tlh".into(),
        ..mail(letter())
    };
    assert_eq!(
        shown(&render(&unknown, &brand())),
        shown(&render(&mail(letter()), &brand()))
    );
}
