//! A browser without script: it keeps cookies, follows redirects, and sends the forms that a page really has.

use crate::support::{Client, Reply, encode};
use std::collections::BTreeMap;
use testkit::TestApp;
use web::server::DevMail;

/// Somebody at a browser.
#[derive(Clone)]
pub(crate) struct Browser {
    client: Client,
    jar: BTreeMap<String, String>,
    /// Where it is: path and query.
    pub(crate) at: String,
    /// The status of the last answer.
    pub(crate) status: u16,
    /// The page.
    pub(crate) html: String,
}

impl Browser {
    /// Nobody yet.
    pub(crate) fn new(t: &TestApp) -> Self {
        Self::around(Client::new(t))
    }

    /// Nobody yet, where captured mail is readable.
    pub(crate) fn with_mail(t: &TestApp) -> Self {
        Self::around(Client::of(t, DevMail::Readable))
    }

    fn around(client: Client) -> Self {
        Self {
            client,
            jar: BTreeMap::new(),
            at: String::from("/"),
            status: 0,
            html: String::new(),
        }
    }

    /// Somebody who has signed in.
    pub(crate) fn signed_in(t: &TestApp, slug: &str, email: &str) -> Self {
        let mut browser = Self::new(t);
        browser.open(&format!("/p/{slug}/sign-in"));
        browser
            .press("Sign in", &[("name", email), ("password", testkit::PASSWORD)])
            .expect(200);
        browser
    }

    /// Keeps a cookie, as a script of the page would.
    pub(crate) fn keep(&mut self, name: &str, value: &str) {
        self.jar.insert(name.to_owned(), value.to_owned());
    }

    fn dressed(&self) -> Client {
        let jar: Vec<String> = self.jar.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let client = self.client.with("referer", &format!("http://portico.test{}", self.at));
        if jar.is_empty() {
            client
        } else {
            client.with("cookie", &jar.join("; "))
        }
    }

    /// One request with this browser's cookies, whatever comes back.
    pub(crate) fn raw(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
        let mut client = self.dressed();
        for (name, value) in headers {
            client = client.with(name, value);
        }
        let reply = client.send(method, path, body.to_owned());
        for cookie in reply.headers.get_all("set-cookie") {
            let pair = cookie.to_str().expect("text").split(';').next().expect("a pair");
            let (name, value) = pair.split_once('=').expect("a cookie");
            if value.is_empty() {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    /// One form, sent as it is given.
    pub(crate) fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(n, v)| format!("{}={}", encode(n), encode(v)))
            .collect();
        self.raw(
            "POST",
            path,
            &[("content-type", "application/x-www-form-urlencoded")],
            &pairs.join("&"),
        )
    }

    fn follow(&mut self, path: &str, mut reply: Reply) -> &mut Self {
        self.at = path.to_owned();
        for _ in 0..10 {
            if !(300..400).contains(&reply.status) {
                break;
            }
            self.at = reply.header("location").to_owned();
            reply = self.raw("GET", &self.at.clone(), &[], "");
        }
        self.status = reply.status;
        self.html = reply.body;
        self.is_sound();
        self
    }

    /// What holds for every page: one heading, one main part, ids once, nothing inline, references that meet.
    #[track_caller]
    fn is_sound(&self) {
        let html = &self.html;
        if !html.contains("<html") {
            return;
        }
        assert_eq!(html.matches("<h1").count(), 1, "h1 on {}", self.at);
        assert_eq!(html.matches("<main").count(), 1, "main on {}", self.at);
        assert!(html.matches(" autofocus").count() <= 1, "autofocus on {}", self.at);
        assert!(
            !html.contains(" style=") && !html.contains(" onclick="),
            "inline on {}",
            self.at
        );
        let ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        for (at, id) in ids.iter().enumerate() {
            assert!(!ids[..at].contains(id), "id {id} twice on {}", self.at);
        }
        for target in html.split(" for=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            assert!(ids.contains(&target), "no {target} on {}", self.at);
        }
    }

    /// Opens an address.
    pub(crate) fn open(&mut self, path: &str) -> &mut Self {
        let reply = self.raw("GET", path, &[], "");
        self.follow(path, reply)
    }

    /// Follows the link with exactly these words, else the first that has them.
    #[track_caller]
    pub(crate) fn click(&mut self, words: &str) -> &mut Self {
        let links = links(&self.html);
        let exact = links.iter().find(|(text, _)| text.trim() == words);
        let href = exact
            .or_else(|| links.iter().find(|(text, _)| text.contains(words)))
            .map(|(_, href)| href.clone());
        let href = href.unwrap_or_else(|| panic!("no link {words:?} on {}:\n{}", self.at, self.text()));
        self.open(&href)
    }

    /// Presses the first button with these words, after filling the fields of its form.
    #[track_caller]
    pub(crate) fn press(&mut self, words: &str, fill: &[(&str, &str)]) -> &mut Self {
        let form = Form::with_button(&self.html, words);
        let form = form.unwrap_or_else(|| panic!("no button {words:?} on {}:\n{}", self.at, self.text()));
        let (path, fields) = form.filled(fill, &self.at);
        let borrowed: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        let reply = self.post(&path, &borrowed);
        self.follow(&path, reply)
    }

    /// The page has this status.
    #[track_caller]
    pub(crate) fn expect(&mut self, status: u16) -> &mut Self {
        assert_eq!(self.status, status, "{}:\n{}", self.at, self.text());
        self
    }

    /// The page says this.
    #[track_caller]
    pub(crate) fn says(&mut self, words: &str) -> &mut Self {
        assert!(
            self.text().contains(words),
            "{words:?} is not on {}:\n{}",
            self.at,
            self.text()
        );
        self
    }

    /// The page does not say this.
    #[track_caller]
    pub(crate) fn says_not(&mut self, words: &str) -> &mut Self {
        assert!(
            !self.text().contains(words),
            "{words:?} is on {}:\n{}",
            self.at,
            self.text()
        );
        self
    }

    /// What a person reads.
    pub(crate) fn text(&self) -> String {
        text(&self.html)
    }

    /// The text of the first element with this class.
    #[track_caller]
    pub(crate) fn part(&self, class: &str) -> String {
        let start = self
            .html
            .find(&format!("class=\"{class}"))
            .unwrap_or_else(|| panic!("no {class} on {}", self.at));
        let rest = &self.html[start..];
        text(&rest[rest.find('>').expect("an end") + 1..rest.find("</p>").unwrap_or(rest.len())])
    }

    /// The title.
    pub(crate) fn title(&self) -> String {
        unescape(between(&self.html, "<title>", "</title>").unwrap_or_default())
    }

    /// The first names of the rows, in order.
    pub(crate) fn rows(&self) -> Vec<String> {
        let body = between(&self.html, "<tbody", "</tbody>").unwrap_or_default();
        body.split("<tr")
            .skip(1)
            .map(|row| {
                text(
                    between(row, "<th", "</th>")
                        .and_then(|cell| cell.split_once('>'))
                        .map_or("", |(_, cell)| cell),
                )
            })
            .collect()
    }

    /// The ids of the rows that can be ticked.
    pub(crate) fn ids(&self) -> Vec<String> {
        let picks = self.html.split("name=\"ids\" value=\"").skip(1);
        picks
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
            .collect()
    }
}

fn between<'h>(html: &'h str, start: &str, end: &str) -> Option<&'h str> {
    let from = html.find(start)? + start.len();
    let rest = &html[from..];
    Some(&rest[..rest.find(end)?])
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// The words without markup, single-spaced.
fn text(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        // A break between blocks is a space, one inside a word is none.
        if !tag.starts_with("wbr")
            && !tag.starts_with("mark")
            && !tag.starts_with("/mark")
            && !tag.starts_with("bdi")
            && !tag.starts_with("/bdi")
        {
            out.push(' ');
        }
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    let text = unescape(&out).split_whitespace().collect::<Vec<_>>().join(" ");
    text.replace(" .", ".").replace(" ,", ",")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next().map(unescape)
}

fn links(html: &str) -> Vec<(String, String)> {
    let tags = html.split("<a ").skip(1);
    tags.filter_map(|rest| {
        let (tag, rest) = rest.split_once('>')?;
        let label = attribute(&format!(" {tag}"), "aria-label").unwrap_or_default();
        let words = format!("{} {label}", text(rest.split("</a>").next()?));
        Some((words, attribute(&format!(" {tag}"), "href")?))
    })
    .collect()
}

/// A form of a page, with the button that is pressed.
struct Form {
    action: Option<String>,
    fields: Vec<(String, String)>,
}

impl Form {
    fn with_button(html: &str, words: &str) -> Option<Self> {
        html.split("<form").skip(1).find_map(|rest| {
            let (head, rest) = rest.split_once('>')?;
            let inside = rest.split("</form>").next()?;
            let button = inside.split("<button").skip(1).find(|button| {
                let (tag, rest) = button.split_once('>').unwrap_or_default();
                let label = attribute(tag, "aria-label").unwrap_or_default();
                label.contains(words) || text(rest.split("</button>").next().unwrap_or_default()).contains(words)
            })?;
            let tag = button.split('>').next()?;
            let mut fields = fields(inside);
            fields.extend(attribute(tag, "name").map(|name| (name, attribute(tag, "value").unwrap_or_default())));
            Some(Self {
                action: attribute(tag, "formaction").or_else(|| attribute(head, "action")),
                fields,
            })
        })
    }

    fn filled(self, fill: &[(&str, &str)], here: &str) -> (String, Vec<(String, String)>) {
        let mut fields = self.fields;
        fields.retain(|(name, _)| !fill.iter().any(|(filled, _)| filled == name));
        fields.extend(fill.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
        (self.action.unwrap_or_else(|| here.to_owned()), fields)
    }
}

/// What a form sends when nobody touches it.
fn fields(inside: &str) -> Vec<(String, String)> {
    let mut fields = Vec::new();
    for tag in inside
        .split("<input")
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap_or_default())
    {
        let Some(name) = attribute(tag, "name") else { continue };
        let kind = attribute(tag, "type").unwrap_or_default();
        let on = tag.split(' ').any(|word| word == "checked");
        if on || !matches!(kind.as_str(), "checkbox" | "radio") {
            fields.push((name, attribute(tag, "value").unwrap_or_default()));
        }
    }
    for rest in inside.split("<textarea").skip(1) {
        let (tag, rest) = rest.split_once('>').unwrap_or_default();
        let value = rest.split("</textarea>").next().unwrap_or_default();
        fields.extend(attribute(tag, "name").map(|name| (name, unescape(value.strip_prefix('\n').unwrap_or(value)))));
    }
    for rest in inside.split("<select").skip(1) {
        let (tag, rest) = rest.split_once('>').unwrap_or_default();
        let options = rest.split("</select>").next().unwrap_or_default();
        let chosen = options
            .split("<option")
            .skip(1)
            .map(|o| o.split('>').next().unwrap_or_default());
        let chosen = chosen
            .clone()
            .find(|o| o.contains(" selected"))
            .or_else(|| chosen.clone().next());
        let value = chosen.and_then(|option| attribute(option, "value")).unwrap_or_default();
        fields.extend(attribute(tag, "name").map(|name| (name, value)));
    }
    fields
}
