"""Whatever is sent to the API, it answers as it describes itself, and never fails.

Some two thousand requests, good and bad ones, are made from the description (Schemathesis).
A long run: DATELINE_REQUESTS=100 python -m pytest tests/serve/test_contract.py
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import BaseSchema, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from dateline.cli.service import ledger_service
from dateline.record import Ledger
from dateline.serve import make_application
from serve.conftest import API

pytestmark = pytest.mark.slow
# A value may have the right form and yet mean nothing (a day that no calendar has, a cursor that
# no part gave): that it is refused is right, so that good values are accepted is not checked here.
CHECKS = [
    not_a_server_error,
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
]
EXAMPLES = int(os.environ.get("DATELINE_REQUESTS", "15"))  # for each operation


@pytest.fixture(name="described", scope="module")
def _described(kept: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    """The API of a service on a copy of the ledger, which the requests may change."""
    where = shutil.copy(kept, tmp_path_factory.mktemp("contract") / "ledger.db")
    with Ledger.open(str(where)) as ledger:
        service = ledger_service(ledger, str(where), None, ("testserver",))
        yield schemathesis.openapi.from_asgi(f"{API}/openapi.json", make_application(service))


@pytest.mark.parametrize("mode", list(GenerationMode))
def test_every_operation_answers_as_described(described: BaseSchema, mode: GenerationMode) -> None:
    """Both what fits the description and what does not is sent."""
    failed = []
    for found in described.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy(generation_mode=mode))
        def check(case: schemathesis.Case[Any]) -> None:
            case.call_and_validate(checks=CHECKS)

        try:
            check()
        except Unsatisfiable:  # an operation that takes nothing can be sent nothing bad
            continue
        except FailureGroup as failures:
            failed.append(f"{operation.label}: {failures.exceptions}")
    assert not failed, "\n".join(failed)
