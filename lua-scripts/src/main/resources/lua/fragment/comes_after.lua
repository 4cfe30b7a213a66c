--[[
fragment/comes_after   Whether a text of digits is a number above `version`, which may be missing; false also where that cannot be told from the texts, since their lengths differ.
Digits sort alike in every locale that a server may have.
]]
local function comes_after(version, text)
  return not version or (#version == #text and version < text)
end
