"""The door for language-model clients: each operation as an MCP tool over stdin and stdout, text only."""

from __future__ import annotations

import asyncio
from typing import Any

import mcp_types as types
import msgspec
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server

from kb import __version__
from kb.errors import KbError, QuestionError
from kb.library import Library
from kb.operations import OPERATIONS

_INSTRUCTIONS = (
    "Basis pengetahuan aturan netralitas ASN dalam pemilihan. Kutip klausul apa adanya beserta rujukan, sifat naskah (resmi, ringkasan, "
    "dilaporkan) dan statusnya. Ringkasan bukan teks resmi. Yang tidak dipegang korpus ini jangan dijawab dari ingatan."
)


def server(library: Library) -> Server[Any]:
    """An MCP server whose tools are the operations; an answer is the same JSON as over HTTP."""

    async def tools(_: Any, __: Any) -> types.ListToolsResult:
        hints = types.ToolAnnotations(read_only_hint=True, open_world_hint=False)
        listed = [types.Tool(name=o.name, description=o.does, input_schema=o.schema(), annotations=hints) for o in OPERATIONS.values()]
        return types.ListToolsResult(tools=listed)

    async def call(_: Any, asked: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            return _text(await asyncio.to_thread(_answered, library, asked.name, asked.arguments or {}))
        except KbError as error:
            return _text(str(error), fault=True)

    return Server("kb-netralitas-asn", version=__version__, instructions=_INSTRUCTIONS, on_list_tools=tools, on_call_tool=call)


def _answered(library: Library, name: str, given: dict[str, Any]) -> str:
    if name not in OPERATIONS:
        raise QuestionError(f"alat {name[:40]!r} tidak dikenal; yang ada: {', '.join(OPERATIONS)}")
    operation = OPERATIONS[name]
    return msgspec.json.encode(operation.run(library.kb, operation.read(given))).decode()


def _text(text: str, fault: bool = False) -> types.CallToolResult:
    return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=fault)


def serve(library: Library) -> None:
    """Serve one client on stdin and stdout until it goes."""

    async def session() -> None:
        served = server(library)
        async with stdio_server() as (reading, writing):
            await served.run(reading, writing, served.create_initialization_options())

    asyncio.run(session())
