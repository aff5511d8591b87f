"""What the published schema of SARIF 2.1.0 says of the objects that tierrules writes.

The schema of OASIS (Committee Specification, `sarif-schema-2.1.0.json`) defines some seventy objects. Here stand, typed
from it, those that occur in our reports: every property that they may have, its type, what is required, and that there
is no other. A property that we do not write has the type that the schema gives it where that is a plain one; its mere
name where it is an object of its own.
"""

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
FLAG: Schema = {"type": "boolean"}
URI: Schema = {"type": "string", "format": "uri"}
INDEX: Schema = {"type": "integer", "minimum": -1}
COUNT: Schema = {"type": "integer", "minimum": 0}
ONE_UP: Schema = {"type": "integer", "minimum": 1}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
RANK: Schema = {"type": "number", "minimum": -1.0, "maximum": 100.0}
ANY: Schema = {}
# Arbitrary members, of which only `tags` is fixed.
BAG: Schema = {
    "type": "object",
    "properties": {"tags": {"type": "array", "uniqueItems": True, "items": TEXT}},
}
TEXTS_BY_NAME: Schema = {"type": "object", "additionalProperties": TEXT}


def ref(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}


def several(of: Schema, *, unique: bool = True) -> Schema:
    return {"type": "array", "items": of, **({"uniqueItems": True} if unique else {})}


def closed(required: str = "", /, **properties: Schema) -> Schema:
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {**properties, "properties": BAG},
        "required": required.split(),
    }


def anything(names: str) -> dict[str, Schema]:
    return dict.fromkeys(names.split(), ANY)


DEFINITIONS: Schema = {
    "run": closed(
        "tool",
        tool=ref("tool"),
        invocations=several(ref("invocation"), unique=False),
        artifacts=several(ref("artifact")),
        results=several(ref("result"), unique=False),
        columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        language={"type": "string", "pattern": "^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}?$"},
        originalUriBaseIds={"type": "object", "additionalProperties": ref("artifactLocation")},
        redactionTokens=several(TEXT),
        defaultEncoding=TEXT,
        defaultSourceLanguage=TEXT,
        newlineSequences={**several(TEXT), "minItems": 1},
        **anything(
            "conversion versionControlProvenance logicalLocations graphs automationDetails runAggregates baselineGuid "
            "externalPropertyFileReferences threadFlowLocations taxonomies addresses translations policies "
            "webRequests webResponses specialLocations"
        ),
    ),
    "tool": closed("driver", driver=ref("toolComponent"), extensions=several(ref("toolComponent"))),
    "toolComponent": closed(
        "name",
        name=TEXT,
        organization=TEXT,
        product=TEXT,
        productSuite=TEXT,
        fullName=TEXT,
        version=TEXT,
        semanticVersion=TEXT,
        releaseDateUtc=TEXT,
        downloadUri=URI,
        informationUri=URI,
        shortDescription=ref("multiformatMessageString"),
        fullDescription=ref("multiformatMessageString"),
        notifications=several(ref("reportingDescriptor")),
        rules=several(ref("reportingDescriptor")),
        taxa=several(ref("reportingDescriptor")),
        isComprehensive=FLAG,
        localizedDataSemanticVersion=TEXT,
        minimumRequiredLocalizedDataSemanticVersion=TEXT,
        **anything(
            "guid dottedQuadFileVersion globalMessageStrings locations language contents associatedComponent "
            "translationMetadata supportedTaxonomies"
        ),
    ),
    "reportingDescriptor": closed(
        "id",
        id=TEXT,
        deprecatedIds=several(TEXT),
        name=TEXT,
        deprecatedNames=several(TEXT),
        shortDescription=ref("multiformatMessageString"),
        fullDescription=ref("multiformatMessageString"),
        messageStrings={"type": "object", "additionalProperties": ref("multiformatMessageString")},
        defaultConfiguration=ref("reportingConfiguration"),
        helpUri=URI,
        help=ref("multiformatMessageString"),
        **anything("guid deprecatedGuids relationships"),
    ),
    "reportingConfiguration": closed(enabled=FLAG, level=LEVEL, rank=RANK, parameters=BAG),
    "multiformatMessageString": closed("text", text=TEXT, markdown=TEXT),
    "invocation": closed(
        "executionSuccessful",
        executionSuccessful=FLAG,
        exitCode={"type": "integer"},
        commandLine=TEXT,
        arguments=several(TEXT, unique=False),
        **anything(
            "responseFiles startTimeUtc endTimeUtc exitCodeDescription exitSignalName exitSignalNumber "
            "processStartFailureMessage machine account processId executableLocation workingDirectory "
            "environmentVariables stdin stdout stderr stdoutStderr ruleConfigurationOverrides "
            "notificationConfigurationOverrides toolExecutionNotifications toolConfigurationNotifications"
        ),
    ),
    "artifact": closed(
        location=ref("artifactLocation"),
        encoding=TEXT,
        sourceLanguage=TEXT,
        length=INDEX,
        parentIndex=INDEX,
        offset=COUNT,
        mimeType={"type": "string", "pattern": "[^/]+/.+"},
        hashes=TEXTS_BY_NAME,
        **anything("description roles contents lastModifiedTimeUtc"),
    ),
    "artifactLocation": closed(
        uri={"type": "string", "format": "uri-reference"}, uriBaseId=TEXT, index=INDEX, description=ref("message")
    ),
    "result": closed(
        "message",
        ruleId=TEXT,
        ruleIndex=INDEX,
        kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        level=LEVEL,
        message=ref("message"),
        analysisTarget=ref("artifactLocation"),
        locations=several(ref("location"), unique=False),
        relatedLocations=several(ref("location")),
        occurrenceCount=ONE_UP,
        partialFingerprints=TEXTS_BY_NAME,
        fingerprints=TEXTS_BY_NAME,
        baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
        rank=RANK,
        hostedViewerUri=URI,
        workItemUris=several(URI),
        **anything(
            "rule guid correlationGuid stacks codeFlows graphs graphTraversals suppressions attachments provenance "
            "fixes taxa webRequest webResponse"
        ),
    ),
    "message": {
        **closed(text=TEXT, markdown=TEXT, id=TEXT, arguments=several(TEXT, unique=False)),
        "anyOf": [{"required": ["text"]}, {"required": ["id"]}],
    },
    "location": closed(
        id=INDEX,
        physicalLocation=ref("physicalLocation"),
        message=ref("message"),
        annotations=several(ref("region")),
        **anything("logicalLocations relationships"),
    ),
    "physicalLocation": {
        **closed(
            artifactLocation=ref("artifactLocation"),
            region=ref("region"),
            contextRegion=ref("region"),
            address=ANY,
        ),
        "anyOf": [{"required": ["address"]}, {"required": ["artifactLocation"]}],
    },
    "region": closed(
        startLine=ONE_UP,
        startColumn=ONE_UP,
        endLine=ONE_UP,
        endColumn=ONE_UP,
        charOffset=INDEX,
        charLength=COUNT,
        byteOffset=INDEX,
        byteLength=COUNT,
        message=ref("message"),
        sourceLanguage=TEXT,
        snippet=ANY,
    ),
}

SARIF: Schema = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "$schema": URI,
        "version": {"enum": ["2.1.0"]},
        "runs": several(ref("run"), unique=False),
        "inlineExternalProperties": ANY,
        "properties": BAG,
    },
    "required": ["version", "runs"],
    "definitions": DEFINITIONS,
}
