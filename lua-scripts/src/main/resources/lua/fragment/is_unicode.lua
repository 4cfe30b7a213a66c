--[[
fragment/is_unicode   Whether a text is UTF-8. Each longer character is replaced by a space, so that none is made of the rests of others.
]]
local function is_unicode(text)
  if not string.find(text, '[\128-\255]') then return true end
  local characters = {
    '[\194-\223][\128-\191]', '\224[\160-\191][\128-\191]', '[\225-\236\238\239][\128-\191][\128-\191]', '\237[\128-\159][\128-\191]',
    '\240[\144-\191][\128-\191][\128-\191]', '[\241-\243][\128-\191][\128-\191][\128-\191]', '\244[\128-\143][\128-\191][\128-\191]'
  }
  for _, character in ipairs(characters) do text = string.gsub(text, character, ' ') end
  return not string.find(text, '[\128-\255]')
end
