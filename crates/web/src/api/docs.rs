//! `/api/docs`: the OpenAPI document for people. A page of ours, without a script and without a foreign host.

use crate::server::Server;
use crate::templates::frame::{Frame, page as whole_page};
use axum::extract::State;
use maud::{Markup, html};
use serde_json::Value;
use utoipa::openapi::OpenApi;

/// The content of the page; made once.
pub(super) fn page(api: &OpenApi) -> Markup {
    let api = serde_json::to_value(api).unwrap_or_default();
    let tags = list(&api["tags"]);
    html! {
        h1 tabindex="-1" { (text(&api["info"]["title"])) " API " (text(&api["info"]["version"])) }
        @for paragraph in text(&api["info"]["description"]).split("\n\n") { p { (prose(paragraph)) } }
        p { a href="/api/openapi.json" { "OpenAPI document" } }
        h2 { "Contents" }
        ul {
            @for tag in tags { li { a href={ "#" (text(&tag["name"])) } { (text(&tag["name"])) } ": " (text(&tag["description"])) } }
            li { a href="#shapes" { "shapes" } ": Bodies of requests and answers." }
        }
        @for tag in tags { (section(&api, tag)) }
        h2 #shapes { "shapes" }
        @for (name, schema) in entries(&api["components"]["schemas"]) { (shape(name, schema)) }
    }
}

/// The page in the frame of all pages.
pub(super) fn framed(State(server): State<Server>, content: Markup) -> Markup {
    let frame = Frame {
        title: String::from("API"),
        version: server.outside.version.to_owned(),
        here: String::from("/api/docs"),
        ..Frame::default()
    };
    whole_page(&frame, content)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// Text with `code` between backticks.
fn prose(text: &str) -> Markup {
    html! {
        @for (n, part) in text.split('`').enumerate() {
            @if n % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn section(api: &Value, tag: &Value) -> Markup {
    let name = text(&tag["name"]);
    html! {
        h2 id=(name) { (name) }
        p { (prose(text(&tag["description"]))) }
        @for (path, item) in entries(&api["paths"]) {
            @for (method, operation) in entries(item) {
                @if list(&operation["tags"]).iter().any(|t| t == name) { (route(path, method, operation)) }
            }
        }
    }
}

fn route(path: &str, method: &str, operation: &Value) -> Markup {
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    html! {
        h3 id=(text(&operation["operationId"])) { (text(&operation["summary"])) }
        p { code { (method.to_uppercase()) " " (path) } }
        p { (prose(text(&operation["description"]))) }
        dl.facts {
            @for parameter in list(&operation["parameters"]) {
                div {
                    dt { code { (text(&parameter["name"])) } " (" (text(&parameter["in"])) ")" }
                    dd { (prose(text(&parameter["description"]))) }
                }
            }
            @if !body.is_null() { div { dt { "Body" } dd { (kind(body)) } } }
            @for (status, response) in entries(&operation["responses"]) { (answer(status, response)) }
        }
    }
}

fn answer(status: &str, response: &Value) -> Markup {
    let status = if status == "default" { "Error" } else { status };
    html! {
        div {
            dt { (status) }
            dd {
                (prose(text(&response["description"])))
                @for (_, content) in entries(&response["content"]) { ": " (kind(&content["schema"])) }
            }
        }
    }
}

fn shape(name: &str, schema: &Value) -> Markup {
    html! {
        h3 id={ "shape-" (name) } { (name) }
        p { (prose(text(&schema["description"]))) }
        @if schema["properties"].is_object() {
            dl.facts {
                @for (field, schema_of) in entries(&schema["properties"]) {
                    @let required = list(&schema["required"]).iter().any(|r| r == field);
                    div {
                        dt { code { (field) } }
                        dd { (kind(schema_of)) @if required { ", required" } ". " (prose(text(&schema_of["description"]))) }
                    }
                }
            }
        }
    }
}

/// The type of a value in a few words, with a link to its shape.
fn kind(schema: &Value) -> Markup {
    if let Some(name) = schema["$ref"].as_str().and_then(|r| r.rsplit('/').next()) {
        return html! { a href={ "#shape-" (name) } { (name) } };
    }
    let any_of = list(&schema["oneOf"]);
    if !any_of.is_empty() {
        return html! { @for (n, one) in any_of.iter().enumerate() { @if n > 0 { " or " } (kind(one)) } };
    }
    if schema["items"].is_object() {
        return html! { "list of " (kind(&schema["items"])) };
    }
    let words: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().map(text).collect(),
        one => vec![text(one)],
    };
    let format = text(&schema["format"]);
    html! { (words.join(" or ")) @if !format.is_empty() { " (" (format) ")" } }
}
