"""Officials, the posts they hold and have held, what they are qualified for, and how they were rated."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from encrypted_fields.fields import EncryptedCharField

from canbo.apps.audit.clock import written_on
from canbo.apps.fields import PartialDateField, not_before
from canbo.apps.organisation.models import Position, Unit
from canbo.core.facts.scales import COMPETENCY, QUALIFICATIONS, RATING

SUBJECT = "official:"
"""How the trail names an official: this and the id."""


class Sex(models.TextChoices):
    MALE = "male", _("Nam")
    FEMALE = "female", _("Nữ")


class Category(models.TextChoices):
    """The legal category: different rules bind each."""

    CADRE = "cadre", _("cán bộ")
    CIVIL_SERVANT = "civil_servant", _("công chức")
    PUBLIC_EMPLOYEE = "public_employee", _("viên chức")
    CONTRACT = "contract", _("hợp đồng")


class Official(models.Model):
    """A person who serves or served in a commune (cán bộ cấp xã in the resolution's wide sense).

    `sort_key`, `name_key` (who has the same name) and `search_key` (the other name, too) are derived by the service
    that writes the names. The national identity number is stored encrypted; `national_id_index` is its keyed hash, by
    which it is found and kept unique.
    """

    full_name = models.CharField(max_length=150)
    other_name = models.CharField(max_length=150, blank=True)
    sort_key = models.CharField(max_length=400, db_index=True)
    name_key = models.CharField(max_length=400, db_index=True)
    search_key = models.CharField(max_length=310)
    birth = PartialDateField(null=True)
    sex = models.CharField(max_length=10, choices=Sex, null=True)
    ethnic_group = models.CharField(max_length=10, null=True)
    religion = models.CharField(max_length=60, null=True)
    native_place = models.CharField(max_length=200, blank=True)
    native_unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="natives")
    residence = models.CharField(max_length=200, blank=True)
    national_id = EncryptedCharField(max_length=12, null=True)
    national_id_index = models.CharField(max_length=64, null=True, unique=True)
    general_education = models.CharField(max_length=20, blank=True)
    party_member = models.BooleanField(null=True)
    party_joined = PartialDateField(null=True)
    party_official = PartialDateField(null=True)
    recruited = PartialDateField(null=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.CheckConstraint(name="official_has_a_name", condition=~Q(full_name="")),
            models.CheckConstraint(name="sex_in_list", condition=Q(sex__isnull=True) | Q(sex__in=Sex.values)),
            models.CheckConstraint(
                name="party_dates_belong_to_a_member",
                condition=Q(party_joined__isnull=True, party_official__isnull=True)
                | Q(party_member=True, party_member__isnull=False),
            ),
            models.CheckConstraint(
                name="official_after_joining", condition=not_before("party_official", "party_joined")
            ),
            models.CheckConstraint(name="joined_after_birth", condition=not_before("party_joined", "birth")),
            models.CheckConstraint(name="recruited_after_birth", condition=not_before("recruited", "birth")),
            models.CheckConstraint(
                name="national_id_with_its_index",
                condition=Q(national_id__isnull=True, national_id_index__isnull=True)
                | Q(national_id__isnull=False, national_id_index__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.full_name


class Assignment(models.Model):
    """An official in a position of a commune, from `start` up to, not including, `end`.

    On the day of a change only the new assignment counts. A trigger (migration 0002) refuses two main
    assignments of one official at once.
    """

    official = models.ForeignKey(Official, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="assignments")
    position = models.ForeignKey(Position, models.PROTECT, related_name="assignments")
    is_main = models.BooleanField(default=True)
    category = models.CharField(max_length=20, choices=Category, null=True)
    grade = models.CharField(max_length=20, blank=True)
    salary_coefficient = models.DecimalField(max_digits=4, decimal_places=2, null=True)
    salary_step = models.CharField(max_length=10, blank=True)
    start = PartialDateField(null=True)
    end = PartialDateField(null=True)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="assignment_ends_after_start", condition=not_before("end", "start")),
            models.UniqueConstraint(
                name="one_open_main_assignment",
                fields=("official",),
                condition=Q(is_main=True, end__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_open_assignment_a_position",
                fields=("official", "unit", "position"),
                condition=Q(end__isnull=True),
            ),
            models.CheckConstraint(
                name="category_in_list",
                condition=Q(category__isnull=True) | Q(category__in=Category.values),
            ),
        )
        indexes = (models.Index(fields=("unit", "position")),)

    def __str__(self) -> str:
        return f"{self.official} · {self.position} · {self.unit}"


class Evidence(models.TextChoices):
    DECLARED = "declared", _("tự khai, chưa xác nhận")
    VERIFIED = "verified", _("đã xác nhận")


class QualificationState(models.TextChoices):
    HELD = "held", _("đã có")
    STUDYING = "studying", _("đang học")


def _level_in_its_list() -> Q:
    allowed = Q()
    for kind, scale in QUALIFICATIONS.items():
        allowed |= Q(kind=kind, level__gte=0, level__lte=len(scale.levels) - 1)
    return allowed


class Qualification(models.Model):
    """A degree, a certificate, a course: a level of one scale of `core.facts.scales`, held or being studied for.

    Level 0 records that the official is known to have none. `field_code` is the field of study of a degree,
    `field_text` how the roster wrote it; a text without a code is still to be matched. `recorded_on` is the day it
    came on record: on an earlier day a study did not count yet.
    """

    official = models.ForeignKey(Official, models.CASCADE, related_name="qualifications")
    kind = models.CharField(max_length=30, choices=[(s.code, s.vi) for s in QUALIFICATIONS.values()])
    level = models.SmallIntegerField()
    state = models.CharField(max_length=10, choices=QualificationState, default=QualificationState.HELD)
    field_code = models.CharField(max_length=10, blank=True)
    field_text = models.CharField(max_length=200, blank=True)
    detail = models.CharField(max_length=100, blank=True)
    institution = models.CharField(max_length=200, blank=True)
    mode = models.CharField(max_length=60, blank=True)
    obtained = PartialDateField(null=True)
    expected = PartialDateField(null=True)
    recorded_on = models.DateField()
    position = models.ForeignKey(Position, models.PROTECT, null=True, related_name="+")
    evidence = models.CharField(max_length=10, choices=Evidence, default=Evidence.DECLARED)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(name="level_in_its_list", condition=_level_in_its_list()),
            models.CheckConstraint(
                name="field_only_on_a_degree",
                condition=Q(kind="degree", level__gt=0) | Q(field_code="", field_text=""),
            ),
            models.CheckConstraint(name="state_in_list", condition=Q(state__in=QualificationState.values)),
            models.CheckConstraint(name="evidence_in_list", condition=Q(evidence__in=Evidence.values)),
            models.CheckConstraint(
                name="expected_only_while_studying",
                condition=Q(expected__isnull=True) | Q(state=QualificationState.STUDYING),
            ),
            models.CheckConstraint(
                name="obtained_only_when_held",
                condition=Q(obtained__isnull=True) | Q(state=QualificationState.HELD),
            ),
        )
        # the first two hold all that a review reads, so that it need not look at the rows
        indexes = (
            models.Index(name="levels_held", fields=("official", "kind", "state", "level", "obtained", "recorded_on")),
            models.Index(
                name="degrees_held",
                fields=("official", "field_code", "obtained", "recorded_on"),
                condition=Q(kind="degree", state="held", level__gt=0),
            ),
            models.Index(name="studies", fields=("official",), condition=Q(state="studying")),
        )

    def __str__(self) -> str:
        return f"{self.official}: {QUALIFICATIONS[self.kind].level(self.level).vi}"


class Rating(models.Model):
    """The yearly quality rating. `exempt` says that no level is due that year, such as under six months' work.

    It counts from `recorded_on`: the day it came on record, or the end of its year if that is earlier.
    """

    official = models.ForeignKey(Official, models.CASCADE, related_name="ratings")
    year = models.PositiveSmallIntegerField()
    level = models.SmallIntegerField(null=True)
    exempt = models.BooleanField(default=False)
    recorded_on = models.DateField(default=written_on)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_rating_a_year", fields=("official", "year")),
            models.CheckConstraint(
                name="rating_level_or_exempt",
                condition=Q(exempt=True, level__isnull=True)
                | Q(exempt=False, level__isnull=False, level__gte=0, level__lte=len(RATING.levels) - 1),
            ),
        )

    def __str__(self) -> str:
        return f"{self.official} · {self.year}"


class CompetencyLevel(models.Model):
    """The assessed level of one competency of the framework, from a date on."""

    official = models.ForeignKey(Official, models.CASCADE, related_name="competency_levels")
    competency = models.CharField(max_length=60)
    level = models.SmallIntegerField()
    assessed = PartialDateField()
    assessor = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="competency_level_in_list",
                condition=Q(level__gte=0, level__lte=len(COMPETENCY.levels) - 1),
            ),
            models.UniqueConstraint(name="one_assessment_a_day", fields=("official", "competency", "assessed")),
        )

    def __str__(self) -> str:
        return f"{self.official}: {self.competency} {self.level}"
