/**
 * The icons that we use, under the names of what they stand for here.
 *
 * Never: one that carries a meaning alone; a word stands beside it or is read out in its place.
 */
export { default as AddIcon } from "@tabler/icons-react/dist/esm/icons/IconPlus.mjs";
export { default as AdministrationIcon } from "@tabler/icons-react/dist/esm/icons/IconAdjustments.mjs";
export { default as OrganisationIcon } from "@tabler/icons-react/dist/esm/icons/IconBuildingSkyscraper.mjs";
export { default as TenantsIcon } from "@tabler/icons-react/dist/esm/icons/IconBuildingCommunity.mjs";
export { default as ApprovalsIcon } from "@tabler/icons-react/dist/esm/icons/IconChecks.mjs";
export { default as AuditIcon } from "@tabler/icons-react/dist/esm/icons/IconHistory.mjs";
export { default as AwayIcon } from "@tabler/icons-react/dist/esm/icons/IconBeach.mjs";
export { default as BackIcon } from "@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs";
export { default as LightIcon } from "@tabler/icons-react/dist/esm/icons/IconSunMoon.mjs";
export { default as CancelIcon } from "@tabler/icons-react/dist/esm/icons/IconCircleX.mjs";
export { default as CheckIcon } from "@tabler/icons-react/dist/esm/icons/IconCheck.mjs";
export { default as CloseIcon } from "@tabler/icons-react/dist/esm/icons/IconX.mjs";
export { default as CopyIcon } from "@tabler/icons-react/dist/esm/icons/IconCopy.mjs";
export { default as DataIcon } from "@tabler/icons-react/dist/esm/icons/IconBraces.mjs";
export { default as DepartmentsIcon } from "@tabler/icons-react/dist/esm/icons/IconHierarchy2.mjs";
export { default as DownloadIcon } from "@tabler/icons-react/dist/esm/icons/IconDownload.mjs";
export { default as FileIcon } from "@tabler/icons-react/dist/esm/icons/IconFile.mjs";
export { default as PictureIcon } from "@tabler/icons-react/dist/esm/icons/IconPhoto.mjs";
export { default as AttachIcon } from "@tabler/icons-react/dist/esm/icons/IconPaperclip.mjs";
export { default as FilterIcon } from "@tabler/icons-react/dist/esm/icons/IconFilter.mjs";
export { default as FoldIcon } from "@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs";
export { default as GroupsIcon } from "@tabler/icons-react/dist/esm/icons/IconAddressBook.mjs";
export { default as HelpIcon } from "@tabler/icons-react/dist/esm/icons/IconKeyboard.mjs";
export { default as KeyIcon } from "@tabler/icons-react/dist/esm/icons/IconKey.mjs";
export { default as LanguageIcon } from "@tabler/icons-react/dist/esm/icons/IconLanguage.mjs";
export { default as MailboxIcon } from "@tabler/icons-react/dist/esm/icons/IconMail.mjs";
export { default as MenuIcon } from "@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs";
export { default as MoreIcon } from "@tabler/icons-react/dist/esm/icons/IconDots.mjs";
export { default as OfflineIcon } from "@tabler/icons-react/dist/esm/icons/IconCloudOff.mjs";
export { default as PathIcon } from "@tabler/icons-react/dist/esm/icons/IconRoute.mjs";
export { default as PeopleIcon } from "@tabler/icons-react/dist/esm/icons/IconUsers.mjs";
export { default as ProcessesIcon } from "@tabler/icons-react/dist/esm/icons/IconSitemap.mjs";
export { default as ResumeIcon } from "@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs";
export { default as EditIcon } from "@tabler/icons-react/dist/esm/icons/IconPencil.mjs";
export { default as RemoveIcon } from "@tabler/icons-react/dist/esm/icons/IconTrash.mjs";
export { default as RetryIcon } from "@tabler/icons-react/dist/esm/icons/IconRotateClockwise.mjs";
export { default as RolesIcon } from "@tabler/icons-react/dist/esm/icons/IconUsersGroup.mjs";
export { default as RunAgainIcon } from "@tabler/icons-react/dist/esm/icons/IconRepeat.mjs";
export { default as RunsIcon } from "@tabler/icons-react/dist/esm/icons/IconActivity.mjs";
export { default as SearchIcon } from "@tabler/icons-react/dist/esm/icons/IconSearch.mjs";
export { default as SecurityIcon } from "@tabler/icons-react/dist/esm/icons/IconShieldLock.mjs";
export { default as WebhooksIcon } from "@tabler/icons-react/dist/esm/icons/IconWebhook.mjs";
export { default as ProvidersIcon } from "@tabler/icons-react/dist/esm/icons/IconLogin2.mjs";
export { default as SecretsIcon } from "@tabler/icons-react/dist/esm/icons/IconLockPassword.mjs";
export { default as TemplatesIcon } from "@tabler/icons-react/dist/esm/icons/IconMailCog.mjs";
export { default as SignOutIcon } from "@tabler/icons-react/dist/esm/icons/IconLogout.mjs";
export { default as SkipIcon } from "@tabler/icons-react/dist/esm/icons/IconPlayerSkipForward.mjs";
export { default as StartIcon } from "@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs";
export { default as SuspendIcon } from "@tabler/icons-react/dist/esm/icons/IconPlayerPause.mjs";
export { default as TrayIcon } from "@tabler/icons-react/dist/esm/icons/IconBell.mjs";
