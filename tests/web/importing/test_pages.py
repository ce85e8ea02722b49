"""Integration: the import pages from file to undo, as a person clicks."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from canbo.apps.accounts.models import Role
from canbo.apps.importing.models import State, Upload
from canbo.apps.people.models import Official
from canbo.core.policy.model import Pack
from factories.province import signed_in, small_province

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).resolve().parents[2] / "workbooks"


@pytest.fixture
def client(pack: Pack) -> Client:
    small_province(len(pack.communes))
    return signed_in(Role.PROVINCE)


def files(*numbers: str, folder: str = "pass") -> dict[str, list[SimpleUploadedFile]]:
    paths = [next(p for p in sorted((SAMPLES / folder).iterdir()) if p.name.startswith(n)) for n in numbers]
    return {"files": [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]}


def give(client: Client, number: str, folder: str = "pass") -> str:
    response = client.post("/nhap/", files(number, folder=folder))
    assert response.status_code == 302
    return str(response.headers["Location"])


def page(client: Client, address: str) -> str:
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return str(response.content.decode())


def test_from_file_to_record_and_back(client: Client) -> None:
    address = give(client, "01")
    shown = page(client, address)
    assert "Chưa có gì được ghi vào hệ thống" in shown
    assert "Ghi 4 dòng hợp lệ" in shown
    client.post(f"{address}ghi/")
    assert Official.objects.count() == 4
    assert "Hoàn tác lần nhập này" in page(client, address)
    client.post(f"{address}hoan-tac/")
    assert Official.objects.count() == 0


def test_the_five_counters_add_up_to_the_rows(client: Client) -> None:
    shown = page(client, give(client, "18", "fail"))
    assert "31/02/1985” không có thật" in shown
    assert "<b>1</b>dòng lỗi" in shown
    assert "<b>3</b>người thêm mới" in shown


def test_an_error_is_mended_on_the_page(client: Client) -> None:
    address = give(client, "18", "fail")
    client.post(f"{address}tra-loi/", {"dong": "3", "cot": "birth", "gia_tri": "28/02/1985"})
    assert "Ghi 4 dòng hợp lệ" in page(client, address)


def test_a_word_is_explained_once(client: Client) -> None:
    address = give(client, "19", "fail")
    answer = {"dong": "3", "loai_tu": "position", "tu": "CV 1 cửa liên thông", "nghia": "one_stop"}
    client.post(f"{address}tra-loi/", answer)
    assert "Ghi 4 dòng hợp lệ" in page(client, address)
    assert "Ghi 4 dòng hợp lệ" in page(client, give(client, "19", "fail"))


def test_a_column_can_be_mapped_by_hand(client: Client) -> None:
    address = give(client, "28")
    shown = page(client, f"{address}cot/")
    assert "Số giày" in shown
    assert "bỏ qua" in shown
    index = 9
    client.post(f"{address}cot/", {f"cot-{index}": "note"})
    assert Upload.objects.get().mapping["Số giày"] == "note"


def test_many_files_at_once(client: Client) -> None:
    client.post("/nhap/", files("01", "03", "26"))
    assert {u.state for u in Upload.objects.all()} == {State.CHECKED}
    client.post("/nhap/ghi-tat-ca/")
    assert {u.state for u in Upload.objects.all()} == {State.WRITTEN}


def test_a_refused_file_says_why_and_can_be_had_back(client: Client) -> None:
    client.post("/nhap/", files("07", folder="fail"))
    upload = Upload.objects.get()
    assert "Tệp bị cụt hoặc hỏng" in page(client, f"/nhap/{upload.pk}/")
    assert client.get(f"/nhap/{upload.pk}/tep-goc/").content == bytes(upload.content)


def test_the_error_workbook_is_offered(client: Client) -> None:
    address = give(client, "18", "fail")
    assert client.get(f"{address}tep-loi/").content.startswith(b"PK")


def test_a_leader_does_not_import_and_a_commune_sees_only_its_uploads(client: Client, pack: Pack) -> None:
    address = give(client, "01")
    assert signed_in(Role.LEADER).get("/nhap/").status_code == 403
    assert signed_in(Role.COMMUNE, pack.communes[0].code).get(address).status_code == 404


def test_a_file_written_twice_is_written_once(client: Client) -> None:
    address = give(client, "01")
    client.post(f"{address}ghi/")
    client.post(f"{address}ghi/")
    assert Official.objects.count() == 4
