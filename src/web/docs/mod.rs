//! The API descriptions `openapi.json`, generated from the types that handlers take and give.

mod books;
mod customer;
mod operations;
mod operator;
mod organisations;
mod page;
mod referral;
mod served;
mod verify;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde_json::Value;
use utoipa::ToSchema;
use utoipa::openapi::path::{HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, PathItemBuilder};
use utoipa::openapi::request_body::RequestBodyBuilder;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ArrayBuilder, ComponentsBuilder, ContentBuilder, InfoBuilder, KnownFormat, ObjectBuilder, OpenApiBuilder,
    PathsBuilder, Ref, RefOr, Required, ResponseBuilder, Schema, SchemaFormat, ServerBuilder, Type,
};

use crate::web::http::error_bodies::{ApiError, ProblemDetails};
use crate::web::http::lists::{List, Parameter, Takes};
use crate::web::http::request::Declared;
use crate::web::http::who::KEY_HEADER;

pub(crate) use page::show_docs;
pub(crate) use served::{
    show_collection_partner, show_customer, show_operator, show_referral_partner, show_verification,
};

type Collected = Vec<(String, Value)>;

/// The schema of what an operation takes or gives.
#[derive(Clone)]
struct Shape {
    name: String,
    is_list: bool,
    /// The field that holds a file, if any.
    file: Option<&'static str>,
    collect: fn(&mut Collected),
}

/// The description of one operation.
#[derive(Clone)]
pub(crate) struct Operation {
    /// The method.
    pub method: HttpMethod,
    /// The path after that of the surface.
    pub path: &'static str,
    summary: &'static str,
    query: Vec<Parameter>,
    takes: Option<(Shape, &'static str)>,
    gives: Option<Shape>,
    gives_kind: &'static str,
    status: u16,
    refusals: &'static [u16],
    /// A refusal with a schema of its own.
    own_refusal: Option<(u16, Shape)>,
    is_repeatable: bool,
}

impl Operation {
    fn new(method: HttpMethod, path: &'static str, summary: &'static str) -> Self {
        Self {
            method,
            path,
            summary,
            query: Vec::new(),
            takes: None,
            gives: None,
            gives_kind: "application/json",
            status: 200,
            refusals: &[400, 404],
            own_refusal: None,
            is_repeatable: false,
        }
    }

    /// Adds text parameters of the query.
    fn query(self, names: &'static [&'static str]) -> Self {
        Self { query: names.iter().map(|name| Parameter::new(name, Takes::Text, "")).collect(), ..self }
    }

    /// Adds the filters of a list as parameters.
    fn lists<W, F, R>(self, list: &'static List<W, F, R>) -> Self {
        Self { query: list.parameters(), ..self }
    }

    fn takes<R: JsonSchema + 'static>(self) -> Self {
        Self { takes: Some((request::<R>(), "application/json")), ..self }
    }

    /// A form with a file besides the declared fields.
    fn uploads<R: JsonSchema + 'static>(self, file: &'static str) -> Self {
        let shape = Shape { file: Some(file), ..request::<R>() };
        Self { takes: Some((shape, "multipart/form-data")), ..self }
    }

    fn gives<T: ToSchema>(self) -> Self {
        Self { gives: Some(shape::<T>(false)), ..self }
    }

    fn gives_list<T: ToSchema>(self) -> Self {
        Self { gives: Some(shape::<T>(true)), ..self }
    }

    fn answers(self, status: u16) -> Self {
        Self { status, ..self }
    }

    fn gives_nothing(self) -> Self {
        Self { status: 204, ..self }
    }

    fn gives_file(self, kind: &'static str) -> Self {
        Self { gives_kind: kind, ..self }
    }

    fn refuses(self, refusals: &'static [u16]) -> Self {
        Self { refusals, ..self }
    }

    /// A refusal with a schema of its own.
    fn refuses_as<T: ToSchema>(self, status: u16) -> Self {
        Self { own_refusal: Some((status, shape::<T>(false))), ..self }
    }

    fn once(self) -> Self {
        Self { is_repeatable: true, ..self }
    }
}

fn shape<T: ToSchema>(is_list: bool) -> Shape {
    fn collect<T: ToSchema>(into: &mut Collected) {
        let mut all = vec![(T::name().into_owned(), T::schema())];
        T::schemas(&mut all);
        // A schema always serializes. If one did not, it would be missing, and a test finds references to missing
        // schemas.
        into.extend(all.into_iter().filter_map(|(name, schema)| Some((name, serde_json::to_value(schema).ok()?))));
    }
    Shape { name: T::name().into_owned(), is_list, file: None, collect: collect::<T> }
}

/// The declared schema of a request.
fn request<R: JsonSchema + 'static>() -> Shape {
    fn collect<R: JsonSchema + 'static>(into: &mut Collected) {
        let (own, named) = Declared::of::<R>().described();
        into.push((R::schema_name().into_owned(), own));
        into.extend(named);
    }
    Shape { name: R::schema_name().into_owned(), is_list: false, file: None, collect: collect::<R> }
}

/// One of the APIs.
#[derive(Clone, Copy)]
pub(crate) struct Surface {
    /// Its path.
    pub at: &'static str,
    title: &'static str,
    about: &'static str,
    /// Whether it needs a key.
    has_key: bool,
    list: fn() -> Vec<Operation>,
}

/// All APIs.
pub(crate) const SURFACES: [Surface; 5] = [COLLECTION_PARTNER, REFERRAL_PARTNER, CUSTOMER, OPERATOR, VERIFICATION];

/// The API of agencies.
pub(crate) const COLLECTION_PARTNER: Surface = Surface {
    at: "/api/collection-partner",
    title: "Collection Partner API",
    about: "Cases that an agency collects. One key per agency, in the XApiKey header. The contract only ever grows.",
    has_key: true,
    list: operations::collection_partner,
};

/// The API of referral partners.
pub(crate) const REFERRAL_PARTNER: Surface = Surface {
    at: "/api/referral",
    title: "Referral Partner API",
    about: "Clients that a referral partner brings, and its brand. One key per referral partner, in the XApiKey \
            header. The contract only ever grows.",
    has_key: true,
    list: referral::referral_partner,
};

/// The API of clients.
pub(crate) const CUSTOMER: Surface = Surface {
    at: "/api/customer",
    title: "Customer API",
    about: "A client's own data, team and divisions. Several keys per client, in the XApiKey header. The contract only \
            ever grows.",
    has_key: true,
    list: customer::customer,
};

/// The API of the operator's own systems.
pub(crate) const OPERATOR: Surface = Surface {
    at: "/api/operator",
    title: "Operator API",
    about: "Prices, invoices, statements and cases of all parties. The operator's own key, in the XApiKey header. \
            This description may still change.",
    has_key: true,
    list: operator::operations,
};

/// The public API that verifies signed files.
pub(crate) const VERIFICATION: Surface = Surface {
    at: "/api/verify",
    title: "Verification API",
    about: "Whether a signed document is genuine. Without a key; nothing is kept.",
    has_key: false,
    list: verify::operations,
};

/// The complete description of an API.
fn described_api(surface: Surface) -> Result<Value, serde_json::Error> {
    let operations = (surface.list)();
    let mut schemas: Collected = Vec::new();
    for shape in
        operations.iter().flat_map(|operation| operation.takes.iter().map(|(shape, _)| shape).chain(&operation.gives))
    {
        (shape.collect)(&mut schemas);
        if let (Some(file), Some((_, schema))) = (shape.file, schemas.iter_mut().find(|(name, _)| *name == shape.name))
        {
            add_file(schema, file);
        }
    }
    (shape::<ApiError>(false).collect)(&mut schemas);
    (shape::<ProblemDetails>(false).collect)(&mut schemas);
    let mut items: BTreeMap<&str, PathItemBuilder> = BTreeMap::new();
    for operation in operations {
        let item = items.remove(operation.path).unwrap_or_default();
        items.insert(
            operation.path,
            item.operation(operation.method.clone(), described(&operation, surface.has_key).build()),
        );
    }
    let mut paths = PathsBuilder::new();
    for (path, item) in items {
        paths = paths.path(path, item.build());
    }
    let mut components = ComponentsBuilder::new();
    if surface.has_key {
        let key = SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new(KEY_HEADER)));
        components = components.security_scheme("ApiKey", key);
    }
    let info = InfoBuilder::new().title(surface.title).version("v1").description(Some(surface.about));
    let described = OpenApiBuilder::new()
        .info(info.build())
        .servers(Some([ServerBuilder::new().url(surface.at).build()]))
        .paths(paths.build())
        .components(Some(components.build()))
        .security(surface.has_key.then(|| [SecurityRequirement::new("ApiKey", Vec::<String>::new())]))
        .build();
    let mut described = serde_json::to_value(described)?;
    if let Some(components) = described.get_mut("components").and_then(Value::as_object_mut) {
        components.insert("schemas".to_owned(), Value::Object(schemas.into_iter().collect()));
    }
    Ok(described)
}

/// Adds a file to the fields of a form. The contract begins the names of such a form with a capital letter.
fn add_file(schema: &mut Value, file: &str) {
    let mut properties = serde_json::Map::new();
    properties.insert(file.to_owned(), serde_json::json!({ "type": "string", "format": "binary" }));
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        let mut letters = name.chars();
        let first = letters.next().unwrap_or_default();
        let capital = if file.starts_with(char::is_uppercase) { first.to_ascii_uppercase() } else { first };
        properties.insert(format!("{capital}{}", letters.as_str()), field.clone());
    }
    schema["properties"] = Value::Object(properties);
}

fn described(operation: &Operation, has_key: bool) -> OperationBuilder {
    let mut described = OperationBuilder::new().summary(Some(operation.summary));
    let text = || Some(ObjectBuilder::new().schema_type(Type::String));
    for part in operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')) {
        let parameter = ParameterBuilder::new().name(part).parameter_in(ParameterIn::Path).required(Required::True);
        described = described.parameter(parameter.schema(text()));
    }
    for Parameter { name, takes, about } in &operation.query {
        let parameter = ParameterBuilder::new().name(*name).parameter_in(ParameterIn::Query).required(Required::False);
        let about = (!about.is_empty()).then_some(*about);
        described = described.parameter(parameter.description(about).schema(Some(schema_of(*takes))));
    }
    let header = |name: &str, about: Option<&str>| {
        let parameter = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header);
        parameter.required(Required::False).description(about).schema(text())
    };
    if operation.is_repeatable {
        described = described.parameter(header("Idempotency-Key", None));
    }
    if operation.method != HttpMethod::Get && operation.path.contains('{') {
        let about = "The ETag of the resource as it was read. If it changed since, nothing is done (412).";
        described = described.parameter(header("If-Match", Some(about)));
    }
    if let Some((shape, kind)) = &operation.takes {
        let content = ContentBuilder::new().schema(Some(reference(shape))).build();
        described = described.request_body(Some(RequestBodyBuilder::new().content(*kind, content).build()));
    }
    let mut answer = ResponseBuilder::new().description("Done.");
    if operation.status != 204 {
        let content = ContentBuilder::new().schema(operation.gives.as_ref().map(reference)).build();
        answer = answer.content(operation.gives_kind, content);
    }
    described = described.response(operation.status.to_string(), answer.build());
    for status in operation.refusals {
        let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ApiErrorResponseDto"))).build();
        let refusal =
            ResponseBuilder::new().description("Refused, with the reasons.").content("application/json", content);
        described = described.response(status.to_string(), refusal.build());
    }
    if let Some((status, shape)) = &operation.own_refusal {
        let content = ContentBuilder::new().schema(Some(reference(shape))).build();
        let refusal = ResponseBuilder::new().description("Refused, with every reason.");
        described = described.response(status.to_string(), refusal.content("application/json", content).build());
    }
    if !has_key {
        return described;
    }
    let content = ContentBuilder::new().schema(Some(Ref::from_schema_name("ProblemDetails"))).build();
    let no_key =
        ResponseBuilder::new().description("No key, or an unknown one.").content("application/problem+json", content);
    described.response("401", no_key.build())
}

/// The schema of a parameter.
fn schema_of(takes: Takes) -> Schema {
    let text = || ObjectBuilder::new().schema_type(Type::String);
    let list = |items: ObjectBuilder| Schema::Array(ArrayBuilder::new().items(items).build());
    let one = match takes {
        Takes::Text => text(),
        Takes::Day => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))),
        Takes::Moment => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))),
        Takes::Amount => ObjectBuilder::new().schema_type(Type::Number),
        Takes::Flag => ObjectBuilder::new().schema_type(Type::Boolean),
        Takes::Whole(least, most) => {
            ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(least)).maximum(Some(most))
        }
        Takes::OneOf(names) => text().enum_values(Some(names())),
        Takes::Ids => return list(text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))),
        Takes::Texts => return list(text()),
        Takes::SomeOf(names) => return list(text().enum_values(Some(names()))),
    };
    Schema::Object(one.build())
}

fn reference(shape: &Shape) -> RefOr<Schema> {
    let one = Ref::from_schema_name(&shape.name);
    if shape.is_list { RefOr::T(Schema::Array(ArrayBuilder::new().items(one).build())) } else { RefOr::Ref(one) }
}
