; The installer of CCHC Desktop for one person, without administrator rights.
; build.py calls makensis with VERSION, FOLDER (what to install), TARGET (the .exe), INSTALLED_KB; X86 on Windows; and,
; where the programs are signed, SIGN (a command; the file's name follows it).
; Exit codes: 0 done; 1 stopped by the person; 2 this Windows is too old; 3 the program stays open; 4 a newer version
; is installed; 5 the files could not be written.

!ifdef X86
  ; NSIS as its authors offer it for Windows makes only 32-bit setups; what they install is 64-bit all the same.
  Target x86-unicode
!else
  Target amd64-unicode
!endif
Unicode true
SetCompressor /SOLID lzma
SetCompressorDictSize 64
; Same input, same bytes: the times of files stay out.
SetDateSave off
RequestExecutionLevel user
ManifestSupportedOS Win10
ManifestDPIAware true
ManifestLongPathAware true

!define NAME "CCHC Desktop"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\CCHC Desktop"
!define FILE_CLASS "CCHCDesktop.Report"
; Windows 10 1809: the oldest that Qt 6.9 runs on.
!define OLDEST_BUILD 17763

!define CODE_OLD_WINDOWS 2
!define CODE_STILL_OPEN 3
!define CODE_NEWER_INSTALLED 4
!define CODE_NOT_WRITTEN 5

!include MUI2.nsh
!include LogicLib.nsh
!include WinVer.nsh
!include WordFunc.nsh
!include FileFunc.nsh
!include x64.nsh

Name "${NAME}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"

!define MUI_ICON "cchc.ico"
!define MUI_UNICON "cchc.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TITLE "Cài ${NAME} ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "Chương trình lập báo cáo cải cách hành chính, làm việc ngay trên máy này, không cần mạng.$\r$\n$\r$\nChỉ cài cho người đang dùng máy, không cần quyền quản trị. Nếu máy đã có bản cũ, báo cáo và các thiết lập được giữ nguyên.$\r$\n$\r$\nBấm Tiếp tục."
!define MUI_FINISHPAGE_TITLE "Đã cài xong"
!define MUI_FINISHPAGE_TEXT "${NAME} có trong thực đơn Start. Dữ liệu nằm trong:$\r$\n$LOCALAPPDATA\${NAME}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\cchc-desktop.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Mở ${NAME} ngay"
!define MUI_FINISHPAGE_SHOWREADME
!define MUI_FINISHPAGE_SHOWREADME_TEXT "Thêm biểu tượng ra màn hình nền"
!define MUI_FINISHPAGE_SHOWREADME_NOTCHECKED
!define MUI_FINISHPAGE_SHOWREADME_FUNCTION AddDesktopIcon

!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!insertmacro MUI_UNPAGE_CONFIRM
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_PAGE_HEADER_TEXT "Gỡ những gì?"
!define MUI_PAGE_HEADER_SUBTEXT "Dữ liệu được giữ lại, trừ khi bạn đánh dấu để xóa."
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE un.ConfirmData
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES

!insertmacro MUI_LANGUAGE "Vietnamese"

VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductName" "${NAME}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "FileDescription" "Bộ cài ${NAME}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "CompanyName" "${NAME}"
VIAddVersionKey /LANG=${LANG_VIETNAMESE} "LegalCopyright" "GPL-3.0-or-later"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"'
!endif

; Says a sentence (nothing where the installer runs silently) and ends with an exit code.
!macro Refuse code sentence
  MessageBox MB_OK|MB_ICONEXCLAMATION "${sentence}" /SD IDOK
  SetErrorLevel ${code}
  Quit
!macroend

; Closes every window of the program that runs from $INSTDIR and waits for its end: it saves what was typed. A command
; line that is at work has no window; it is waited for. Ends the installer where the program stays open.
!macro DefineCloseProgram un
Function ${un}CloseProgram
  StrCpy $9 0
  again:
  Call ${un}ProgramIsOpen
  Pop $0
  ${If} $0 == 0
    Return
  ${EndIf}
  ${If} $9 == 0
    MessageBox MB_OKCANCEL|MB_ICONINFORMATION "${NAME} đang mở. Bấm OK để đóng lại; những gì đã gõ đều được lưu." /SD IDOK IDOK close
    SetErrorLevel ${CODE_STILL_OPEN}
    Quit
  ${EndIf}
  close:
  Call ${un}CloseWindows
  ; 60 times 250 ms.
  IntOp $9 $9 + 1
  Sleep 250
  ${If} $9 < 60
    Goto again
  ${EndIf}
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} vẫn đang mở. Hãy đóng chương trình rồi bấm Retry (Thử lại)." /SD IDCANCEL IDRETRY once_more
  SetErrorLevel ${CODE_STILL_OPEN}
  Quit
  once_more:
  StrCpy $9 1
  Goto again
FunctionEnd

; Pushes 1 while a program in $INSTDIR runs: Windows lets nobody write to the file of a running program.
Function ${un}ProgramIsOpen
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\cchc-desktop.exe"
    ClearErrors
    FileOpen $1 "$INSTDIR\cchc-desktop.exe" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\cchc.exe"
    ClearErrors
    FileOpen $1 "$INSTDIR\cchc.exe" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
  ClearErrors
  Push $0
FunctionEnd

; Asks every window of $INSTDIR\cchc-desktop.exe to close, as its close button does.
Function ${un}CloseWindows
  StrCpy $1 0
  next:
  FindWindow $1 "" "" 0 $1
  ${If} $1 P= 0
    Return
  ${EndIf}
  System::Call 'user32::IsWindowVisible(p r1) i .r2'
  IntCmp $2 0 next
  System::Call 'user32::GetWindowThreadProcessId(p r1, *i .r2)'
  ; 0x1000: PROCESS_QUERY_LIMITED_INFORMATION, 0x10: WM_CLOSE
  System::Call 'kernel32::OpenProcess(i 0x1000, i 0, i r2) p .r3'
  ${If} $3 P<> 0
    System::Call 'kernel32::QueryFullProcessImageNameW(p r3, i 0, w .r4, *i ${NSIS_MAX_STRLEN}) i .r5'
    System::Call 'kernel32::CloseHandle(p r3)'
    ${If} $4 == "$INSTDIR\cchc-desktop.exe"
      System::Call 'user32::PostMessageW(p r1, i 0x10, p 0, p 0)'
    ${EndIf}
  ${EndIf}
  Goto next
FunctionEnd
!macroend

!insertmacro DefineCloseProgram ""
!insertmacro DefineCloseProgram "un."

Function .onInit
  SetShellVarContext current
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${AtLeastBuild} ${OLDEST_BUILD}
  ${OrIfNot} ${RunningX64}
    !insertmacro Refuse ${CODE_OLD_WINDOWS} "${NAME} cần Windows 10 bản 1809 trở lên, loại 64-bit. Máy này dùng Windows cũ hơn nên không cài được."
  ${EndIf}
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "DisplayVersion"
  ReadRegStr $2 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ; Whoever deleted the folder by hand has no newer program any more.
  ${If} $0 != ""
  ${AndIf} ${FileExists} "$2\cchc-desktop.exe"
    ${VersionCompare} "${VERSION}" "$0" $1
    ; 2: the version in the registry is the greater one.
    ${If} $1 == 2
      !insertmacro Refuse ${CODE_NEWER_INSTALLED} "Máy đã có ${NAME} bản $0, mới hơn bản ${VERSION} này, nên không cài đè. Muốn dùng bản cũ hơn, hãy gỡ bản đang có trước; dữ liệu được giữ lại."
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "-Program"
  Call CloseProgram
  ; The new files first, beside the old ones: where they do not fit or a file cannot be written, the old program is
  ; still whole.
  RMDir /r "$INSTDIR\new"
  SetOutPath "$INSTDIR\new"
  ClearErrors
  File /r "${FOLDER}\*"
  SetOutPath "$INSTDIR"
  ${If} ${Errors}
    RMDir /r "$INSTDIR\new"
    !insertmacro Refuse ${CODE_NOT_WRITTEN} "Không ghi được các tệp vào $INSTDIR. Hãy kiểm tra chỗ trống trên ổ đĩa rồi cài lại."
  ${EndIf}
  ; A folder named "program" that some other program made is not ours to delete.
  ${If} ${FileExists} "$INSTDIR\cchc-desktop.exe"
    RMDir /r "$INSTDIR\program"
  ${EndIf}
  Delete "$INSTDIR\cchc-desktop.exe"
  Delete "$INSTDIR\cchc.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY.txt"
  ClearErrors
  Rename "$INSTDIR\new\program" "$INSTDIR\program"
  Rename "$INSTDIR\new\cchc-desktop.exe" "$INSTDIR\cchc-desktop.exe"
  Rename "$INSTDIR\new\cchc.exe" "$INSTDIR\cchc.exe"
  Rename "$INSTDIR\new\LICENSE.txt" "$INSTDIR\LICENSE.txt"
  Rename "$INSTDIR\new\THIRD-PARTY.txt" "$INSTDIR\THIRD-PARTY.txt"
  ${If} ${Errors}
    !insertmacro Refuse ${CODE_NOT_WRITTEN} "Không thay được các tệp trong $INSTDIR. Hãy khởi động lại máy rồi cài lại."
  ${EndIf}
  RMDir "$INSTDIR\new"
  WriteUninstaller "$INSTDIR\uninstall.exe"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\cchc-desktop.exe" "" "" "" "" "" "Lập báo cáo cải cách hành chính"

  WriteRegStr HKCU "Software\Classes\.cchc" "" "${FILE_CLASS}"
  WriteRegStr HKCU "Software\Classes\${FILE_CLASS}" "" "Báo cáo cải cách hành chính"
  WriteRegStr HKCU "Software\Classes\${FILE_CLASS}\DefaultIcon" "" "$INSTDIR\cchc-desktop.exe,0"
  WriteRegStr HKCU "Software\Classes\${FILE_CLASS}\shell\open\command" "" '"$INSTDIR\cchc-desktop.exe" "%1"'

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\cchc-desktop.exe,0"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${INSTALLED_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
  ${RefreshShellIcons}
SectionEnd

Function AddDesktopIcon
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\cchc-desktop.exe"
FunctionEnd

Function un.onInit
  SetShellVarContext current
FunctionEnd

Section "un.Chương trình" UNINSTALL_PROGRAM
  SectionIn RO
  Call un.CloseProgram
  RMDir /r "$INSTDIR\program"
  RMDir /r "$INSTDIR\new"
  Delete "$INSTDIR\cchc-desktop.exe"
  Delete "$INSTDIR\cchc.exe"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\THIRD-PARTY.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "Software\Classes\${FILE_CLASS}"
  ReadRegStr $0 HKCU "Software\Classes\.cchc" ""
  ${If} $0 == "${FILE_CLASS}"
    DeleteRegKey HKCU "Software\Classes\.cchc"
  ${EndIf}
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  ${un.RefreshShellIcons}
SectionEnd

; Off unless it is marked; never in a silent run.
Section /o "un.Xóa cả dữ liệu: mọi báo cáo và bản sao lưu" UNINSTALL_DATA
  RMDir /r "$LOCALAPPDATA\${NAME}"
SectionEnd

!insertmacro MUI_UNFUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${UNINSTALL_PROGRAM} "Các tệp của chương trình và lối tắt."
  !insertmacro MUI_DESCRIPTION_TEXT ${UNINSTALL_DATA} "Thư mục $LOCALAPPDATA\${NAME}. Không lấy lại được."
!insertmacro MUI_UNFUNCTION_DESCRIPTION_END

Function un.ConfirmData
  ${If} ${SectionIsSelected} ${UNINSTALL_DATA}
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "Xóa mọi báo cáo đã lập cùng các bản sao lưu trong $LOCALAPPDATA\${NAME}? Không lấy lại được." IDYES yes
    Abort
    yes:
  ${EndIf}
FunctionEnd
