//! The OpenAPI document: what stands in front of the routes, and what all of them have in common.

use super::view::{Problem, ProblemField};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, KnownFormat, OpenApi, OpenApiBuilder, PathItem, Ref, RefOr,
    Required, ResponseBuilder, SecurityRequirement,
};

const ABOUT: &str = "\
Manage the users of customers' portals.

Every request carries `Authorization: Bearer <token>`. A token acts for one user in one portal, never with more than that \
user holds now; a token of the provider's staff works on the portals assigned to them.

Bodies are JSON, instants RFC 3339 in UTC, ids UUIDs. Unknown fields and parameters are refused. Whatever is outside the \
token's scope is not found. Errors are `application/problem+json` with a stable `code`.

Lists answer `{\"items\": […], \"next\": …, \"prev\": …, \"total\": …}`: send `next` as `after`, or `prev` as `before`, with the \
same parameters. A cursor of another list is refused.

Writes answer with an `ETag`; send it as `If-Match` with a `PATCH`. Every `POST` takes an `Idempotency-Key`, so that a \
request whose answer was lost can be sent again.";

const TAGS: &[(&str, &str)] = &[
    ("me", "Who the token is and what it may do."),
    ("users", "Users of a portal."),
    ("commands", "Commands over a set of users: one outcome per user."),
    ("operations", "Long work and its outcomes."),
    ("activity", "The audit log."),
    ("tokens", "API tokens."),
    (
        "catalogue",
        "What the portal defines: roles, modules, sub-accounts, apps.",
    ),
    ("portals", "Customers' portals: for the provider's staff."),
];

/// The document without its routes.
pub(super) fn outline() -> OpenApi {
    let info = InfoBuilder::new()
        .title("Portico")
        .version("v1")
        .description(Some(ABOUT));
    let mut bearer = Http::new(HttpAuthScheme::Bearer);
    bearer.description = Some(String::from("An API token."));
    let components = ComponentsBuilder::new()
        .schema_from::<Problem>()
        .schema_from::<ProblemField>()
        .security_scheme("bearer", SecurityScheme::Http(bearer));
    let tag =
        |(name, description): &(&str, &str)| TagBuilder::new().name(*name).description(Some(*description)).build();
    OpenApiBuilder::new()
        .info(info.build())
        .components(Some(components.build()))
        .security(Some([SecurityRequirement::new("bearer", Vec::<String>::new())]))
        .tags(Some(TAGS.iter().map(tag)))
        .build()
}

/// Adds what every route has: the parameters of its path, the headers of its method, and the shape of its errors.
pub(super) fn complete(api: &mut OpenApi) {
    for (path, item) in &mut api.paths.paths {
        for (method, operation) in operations_mut(item) {
            let parameters = operation.parameters.get_or_insert_default();
            parameters.extend(in_path(path).map(RefOr::T));
            parameters.extend(of_method(method).map(RefOr::T));
            let problem = ContentBuilder::new()
                .schema(Some(Ref::from_schema_name("Problem")))
                .build();
            let problem = ResponseBuilder::new()
                .description("Refused")
                .content("application/problem+json", problem);
            operation
                .responses
                .responses
                .insert(String::from("default"), RefOr::T(problem.build()));
        }
    }
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem {
        get,
        post,
        patch,
        delete,
        ..
    } = item;
    let all = [("get", get), ("post", post), ("patch", patch), ("delete", delete)];
    all.into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

fn in_path(path: &str) -> impl Iterator<Item = Parameter> {
    let names = path
        .split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    names.map(|name| {
        let text = ObjectBuilder::new().schema_type(Type::String);
        let (text, about) = match name {
            "id" => (
                text.format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid))),
                "The id.",
            ),
            "role" | "module" | "sub_account" | "app" | "app_role" => (text, "The slug of the entry."),
            _ => (
                text,
                "The word of the portal in its URLs; `provider` for the provider's own staff.",
            ),
        };
        parameter(name, ParameterIn::Path, about)
            .required(Required::True)
            .schema(Some(text.build()))
            .build()
    })
}

fn of_method(method: &str) -> Option<Parameter> {
    let text = ObjectBuilder::new().schema_type(Type::String).build();
    let header = |name, about| {
        parameter(name, ParameterIn::Header, about)
            .required(Required::False)
            .schema(Some(text))
    };
    match method {
        "post" => Some(
            header(
                "Idempotency-Key",
                "1 to 200 visible ASCII characters: a replay is not carried out again.",
            )
            .build(),
        ),
        "patch" => Some(header("If-Match", "The `ETag` that you read.").build()),
        _ => None,
    }
}

fn parameter(name: &str, place: ParameterIn, about: &str) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .description(Some(about))
}
