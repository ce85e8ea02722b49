"""The short forms of titles and bodies that offices write, brought to one spelling so that all compare alike."""

from __future__ import annotations

import re

_FORMS = """
ubnd: uy ban nhan dan
hdnd: hoi dong nhan dan
mttq: uy ban mat tran to quoc viet nam | uy ban mat tran to quoc | uy ban mttq viet nam | uy ban mttq | ub mttq vn
  | ub mttq | ubmttq vn | ubmttqvn | ubmttq | mttq viet nam | mttq vn | mttqvn | mat tran to quoc viet nam
  | mat tran to quoc | mat tran
ubkt: uy ban kiem tra dang uy | uy ban kiem tra | ub kiem tra | ubkt dang uy | ubkt du
dang uy: du | dang bo
xdd: xay dung dang
vp: van phong
ttpvhcc: trung tam phuc vu hanh chinh cong | tt phuc vu hanh chinh cong | trung tam pvhcc | trung tam pv hcc | tt pvhcc
  | tt pv hcc | trung tam hanh chinh cong | tt hcc | tthcc
ttct: trung tam chinh tri | tt chinh tri
vhxh: van hoa va xa hoi | van hoa xa hoi | vh xh
kthtdt: kinh te ha tang va do thi | kinh te ha tang do thi | kt ht dt | kt htdt
quan su: ban chi huy quan su | bch quan su | ban ch quan su | ban chqs | bchqs | chqs | qs
hoi lhpn: hoi lien hiep phu nu viet nam | hoi lien hiep phu nu | hoi phu nu | hoi lhpn viet nam | hoi lhpn vn | hlhpn
hoi nd: hoi nong dan viet nam | hoi nong dan | hnd
hoi ccb: hoi cuu chien binh viet nam | hoi cuu chien binh | hccb
doan tn: doan thanh nien cong san ho chi minh | doan tncs ho chi minh | doan tncs hcm | doan tncs | doan thanh nien
pho bi thu thuong truc: pbttt | pbt tt | pbt thuong truc
thuong truc: tt
chu tich: ct
pho chu tich: pct | pho ct | p chu tich
bi thu: bt
pho bi thu: pbt | pho bt | p bi thu
truong phong: tp
pho truong phong: ptp | pho phong | pho tp | p truong phong | p phong
truong ban: tb
pho truong ban: ptb | pho ban | pho tb | p truong ban
chanh vp: cvp | chanh van phong
pho chanh vp: pcvp | pho chanh van phong | pho cvp | pho van phong | pho vp
giam doc: gd
pho giam doc: pgd | pho gd | p giam doc
chu nhiem: cn
pho chu nhiem: pcn | pho cn
chi huy truong: cht
pho chi huy truong: pcht | pho cht
chuyen vien: cv | cong chuc | cc
chuyen vien chinh: cvc
chuyen vien cao cap: cvcc
can su: cs
"""

_MEANT = {
    form.strip(): short.strip()
    for short, _, forms in (line.partition(":") for line in _FORMS.replace("\n  |", " |").strip().splitlines())
    for form in forms.split("|")
}
_FORM = re.compile(rf"\b(?:{'|'.join(sorted(_MEANT, key=len, reverse=True))})\b")

HEADS = frozenset(("truong phong", "truong ban", "chanh vp", "giam doc", "chu nhiem", "truong don vi"))
DEPUTIES = frozenset(("pho truong phong", "pho truong ban", "pho chanh vp", "pho giam doc", "pho chu nhiem"))
_STAFF = "chuyen vien|chuyen vien chinh|chuyen vien cao cap|chuyen vien chuyen mon|can su|vien chuc"
STAFF = frozenset(_STAFF.split("|"))
GENERIC = HEADS | DEPUTIES | STAFF | {"chu tich", "pho chu tich"}
"""Titles that only the body makes definite."""

GROUPS = {"section_head": HEADS, "section_deputy": DEPUTIES, "specialist": STAFF}

_OF = r"(?: (?:dang uy|dang|hdnd|ubnd|ubkt|mttq|vp|co quan|khoi|chinh quyen|tinh|khoa|nhiem ky|\d+))*"
_MEMBER = re.compile(
    rf"(?:(?:uy vien|uv) ?(?:ban )?(?:btv|bch|thuong vu|chap hanh|thuong truc|dang uy|ubnd|ubkt|mttq){_OF}"
    rf"|dang uy vien{_OF}|duv|dai bieu{_OF}|thanh vien{_OF}|(?:pho )?bi thu chi bo{_OF}"
    r"|chinh tri vien(?: pho)?(?: quan su)?)"
)


def short(key: str) -> str:
    """A folded title or body in its short forms: `phó chủ tịch ủy ban nhân dân` and `PCT UBND` are one."""
    before = ""
    while before != key:
        before, key = key, _FORM.sub(lambda found: _MEANT[found.group()], key)
    return key


def is_membership(key: str) -> bool:
    """Whether a folded title is a seat in a committee or council, which is no job position."""
    return bool(_MEMBER.fullmatch(short(key)))
